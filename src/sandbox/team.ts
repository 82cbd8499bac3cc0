/** One member of the local Slack, as `users.info` tells of them. */
export type SandboxPerson = {
  id: string;
  /** What people type after the @, and how tests name this person. */
  handle: string;
  realName: string;
  email: string;
  /** IANA zone. */
  tz: string;
  title: string;
  isOwner: boolean;
  isAdmin: boolean;
  isBot: boolean;
  /** Left the company: Slack keeps the account and calls it deleted. */
  isDeactivated?: boolean;
  /** Unix seconds of the last change to the profile. */
  updated?: number;
};

/** A channel at the first start. Members are handles; the bot is a member of those that name it. */
export type SandboxChannel = {
  id: string;
  name: string;
  isPrivate: boolean;
  topic: string;
  members: readonly string[];
};

/** The workspace a sandbox starts with. Exactly one person has `isBot`. */
export type SandboxTeam = {
  id: string;
  name: string;
  domain: string;
  people: readonly SandboxPerson[];
  channels: readonly SandboxChannel[];
};

/** The handle of the bot in `defaultTeam`. */
export const BOT_HANDLE = "dealdesk";

function person(
  handle: string,
  realName: string,
  title: string,
  tz: string,
  more: Partial<SandboxPerson> = {},
): SandboxPerson {
  return {
    id: `U0${handle.toUpperCase().padEnd(3, "0")}00001`,
    handle,
    realName,
    email: `${handle}@northwind.example`,
    tz,
    title,
    isOwner: false,
    isAdmin: false,
    isBot: false,
    ...more,
  };
}

const people: readonly SandboxPerson[] = [
  person("ada", "Ada Admin", "Revenue operations", "Europe/Berlin", {
    isOwner: true,
    isAdmin: true,
  }),
  person("dan", "Dan Manager", "Sales manager, EMEA", "Europe/London"),
  person("bea", "Bea Seller", "Account executive", "Europe/Berlin"),
  person("eli", "Eli Seller", "Account executive", "America/New_York"),
  person("mia", "Mia Manager", "Sales manager, Americas", "America/New_York"),
  person("cat", "Cat Engineer", "Sales engineer", "Europe/Lisbon"),
  person("raj", "Raj Engineer", "Sales engineer", "Asia/Kolkata"),
  person("sam", "Sam Scout", "Sales development rep", "Europe/Berlin"),
  person("lea", "Lea Legal", "Counsel", "Europe/Berlin"),
  person("fin", "Fin Finance", "Billing", "Europe/Berlin"),
  person("nora", "Nora Seller", "Account executive", "Europe/Paris"),
  person("jon", "Jon Seller", "Account executive", "Europe/London"),
  person("kim", "Kim Seller", "Account executive", "America/Chicago"),
  person("tom", "Tom Seller", "Account executive", "America/Los_Angeles"),
  person("ivy", "Ivy Scout", "Sales development rep", "America/New_York"),
  person("max", "Max Marketing", "Marketing", "Europe/Berlin"),
  person("pia", "Pia Product", "Product manager", "Europe/Berlin"),
  person("hal", "Hal Success", "Customer success manager", "America/Chicago"),
  person("cora", "Cora Success", "Customer success manager", "Europe/Berlin"),
  person("vic", "Vic Viewer", "Assistant", "Europe/Berlin"),
  person(BOT_HANDLE, "Dealdesk", "", "Etc/UTC", {
    id: "U0DEALDESK",
    email: "",
    isBot: true,
  }),
];
const everyone = people.map((each) => each.handle);

/** "Northwind Sales": twenty people, four channels and the bot. */
export const defaultTeam: SandboxTeam = {
  id: "T0DEALDESK",
  name: "Northwind Sales",
  domain: "northwind-sales",
  people,
  channels: [
    {
      id: "C0GENERAL01",
      name: "general",
      isPrivate: false,
      topic: "Company-wide",
      members: everyone,
    },
    {
      id: "C0SALESEMEA",
      name: "sales-emea",
      isPrivate: false,
      topic: "EMEA pipeline",
      members: ["ada", "dan", "bea", "nora", "jon", "cat", "sam", "lea", "fin", "cora", BOT_HANDLE],
    },
    {
      id: "C0SALESAMER",
      name: "sales-americas",
      isPrivate: false,
      topic: "Americas pipeline",
      members: ["ada", "mia", "eli", "kim", "tom", "raj", "ivy", "lea", "fin", "hal", BOT_HANDLE],
    },
    {
      id: "C0WINS00001",
      name: "wins",
      isPrivate: false,
      topic: "What we won",
      members: everyone,
    },
  ],
};

/** "Globex Sales": a second workspace, for tests of what one customer must not see of another. */
export const secondTeam: SandboxTeam = {
  id: "T0GLOBEX001",
  name: "Globex Sales",
  domain: "globex-sales",
  people: [
    { ...person("gil", "Gil Seller", "Account executive", "America/Chicago"), isOwner: true },
    person("gus", "Gus Manager", "Sales manager", "America/Chicago"),
    person(BOT_HANDLE, "Dealdesk", "", "Etc/UTC", { id: "U0GLOBEXBOT", email: "", isBot: true }),
  ],
  channels: [
    {
      id: "C0GLOBEXGEN",
      name: "general",
      isPrivate: false,
      topic: "Globex-wide",
      members: ["gil", "gus", BOT_HANDLE],
    },
  ],
};

/** @throws Error when two workspaces have a person, a channel or their own id in common, as no two in Slack have. */
export function refuseSharedIds(teams: readonly SandboxTeam[]): void {
  const ids = teams.flatMap((team) => [
    team.id,
    ...team.people.map((each) => each.id),
    ...team.channels.map((each) => each.id),
  ]);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new Error(`Two workspaces of the sandbox share the id ${twice}.`);
}
