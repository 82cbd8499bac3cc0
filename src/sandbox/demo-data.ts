import { subDays } from "date-fns/subDays";
import type { App } from "../app.ts";
import { inWorkspace } from "../db/workspace.ts";
import {
  changeDeal,
  createDeal,
  editDeal,
  hasDeals,
  moveDealTo,
  noteOn,
  planNextStep,
} from "../features/deals/index.ts";
import { identify, importPeople, personKey } from "../features/people/index.ts";
import { changeSettings } from "../features/settings/index.ts";
import type { Actor } from "../kernel/access.ts";
import { addDays, dayOf } from "../kernel/dates.ts";
import { messageOf } from "../kernel/errors.ts";
import { settingsSchema } from "../kernel/settings.ts";
import { saveChoices } from "../notify/preferences.ts";
import { loadContracts } from "./demo-contracts.ts";
import { DEMO_DEALS, DEMO_PEOPLE, type DemoDeal } from "./demo-deals.ts";
import { demoHistory } from "./demo-history.ts";
import { loadLeads } from "./demo-leads.ts";
import { type DemoEvent, type DemoPresales, presalesEvents } from "./demo-presales.ts";
import { withPresales } from "./demo-presales-stories.ts";
import { loadQuotes } from "./demo-quotes.ts";
import { tellNobody } from "./demo-silence.ts";
import { defaultTeam } from "./team.ts";

const CURRENCY = "EUR";
/** The past is told as it was: without the gates of today, and with nothing drafted by itself. */
const PAST = settingsSchema.parse({
  extraGates: {},
  stageActions: { autoQuote: false, autoContract: false, tidyWhenClosed: false },
});
const PUSH_DAYS = 30;
const USUAL_ENGINEER = "cat";

/**
 * Fills an empty workspace with a small sales team and its deals, through the same operations as everyone. Once: a workspace
 * that has a deal is left as it is.
 * @param options.history adds 18 months of won, lost and open deals to the named ones, and what hangs on them: presales, leads,
 * quotes and contracts
 */
export async function loadDemoData(
  { deps, identity, slack }: App,
  options: { history?: boolean } = {},
): Promise<void> {
  const workspaceId = identity.workspace?.id;
  if (!workspaceId) return;
  if (await inWorkspace(deps.db, workspaceId, (tx) => hasDeals(tx, workspaceId))) return;
  const now = deps.clock.now();

  // Who is in this Slack gets a Slack account in the demo; the others are names on deals.
  for (const person of DEMO_PEOPLE) {
    const member = defaultTeam.people.find((one) => one.handle === person.handle);
    try {
      const { user } = await slack.users.lookupByEmail({ email: member?.email ?? "" });
      if (!user?.id) continue;
      await identify(deps, { workspaceId, slackUserId: user.id, name: person.name }, slack);
      if (options.history) await hearAtAnyHour(deps, workspaceId, user.id);
    } catch (error) {
      deps.log.debug({ reason: messageOf(error), name: person.name }, "not in this Slack");
    }
  }
  const admin: Actor = {
    workspaceId,
    personId: 0,
    slackUserId: "",
    name: "Demo",
    timeZone: "UTC",
    roles: ["admin"],
    teamId: null,
  };
  const { ids } = await inWorkspace(deps.db, workspaceId, (tx) =>
    importPeople(
      tx,
      { actor: admin, now, requestId: null },
      DEMO_PEOPLE.map((person) => ({
        name: person.name,
        email: defaultTeam.people.find((one) => one.handle === person.handle)?.email,
        role: person.role,
        teamName: "team" in person ? person.team : undefined,
        managerName: "manager" in person ? person.manager : undefined,
      })),
    ),
  );
  const personOf = (handle: string): number => {
    const name = DEMO_PEOPLE.find((one) => one.handle === handle)?.name ?? "";
    const id = ids.get(personKey(name));
    if (id === undefined) throw new Error(`the demo has no ${handle}`);
    return id;
  };
  const names = new Map(DEMO_PEOPLE.map(({ name }) => [ids.get(personKey(name)), name]));
  // One after the other: the ids people type should follow the list.
  const stories = options.history
    ? [...DEMO_DEALS.map(withPresales), ...demoHistory().map(withPresales)]
    : DEMO_DEALS;
  const past = tellNobody(deps);
  for (const deal of stories)
    await tell(deps, past.deps, deal, { ...admin, personId: personOf(deal.owner) }, personOf);
  if (options.history) {
    const parts = { deps, past: past.deps, admin };
    await loadLeads(deps, admin, personOf);
    await loadQuotes(parts);
    await loadContracts(parts, (id) => names.get(id) ?? "");
  }
  await past.forget(workspaceId);
  await announceWinsIn(deps, slack, admin, now);
}

/** Whoever tries the demo in the evening or on a Sunday wants to see what happens: its people have no quiet hours. */
function hearAtAnyHour(deps: App["deps"], workspaceId: string, slackUserId: string): Promise<void> {
  const always = { quietFrom: "00:00", quietTo: "00:00", days: [1, 2, 3, 4, 5, 6, 7] };
  return inWorkspace(deps.db, workspaceId, (tx) =>
    saveChoices(
      tx,
      { workspaceId, slackUserId },
      { topics: {}, snoozedUntil: null, ...always },
      deps.clock.now(),
    ),
  );
}

/** Wins are announced where the demo's Slack has a channel for them. */
async function announceWinsIn(
  deps: App["deps"],
  slack: App["slack"],
  actor: Actor,
  now: Date,
): Promise<void> {
  try {
    const { channels } = await slack.conversations.list({ types: "public_channel" });
    const wins = channels?.find((channel) => channel.name === "wins");
    if (wins?.id)
      await changeSettings({ deps, actor, now, requestId: null }, { winsChannel: wins.id });
  } catch (error) {
    deps.log.debug({ reason: messageOf(error) }, "no channel for wins");
  }
}

/** Lets one deal happen, from its first day to where it stands. */
async function tell(
  deps: App["deps"],
  past: App["deps"],
  story: DemoDeal & { presales?: DemoPresales | undefined },
  actor: Actor,
  personOf: (handle: string) => number,
): Promise<void> {
  const now = deps.clock.now();
  const today = dayOf(now, "UTC");
  const on = (daysAgo: number) => ({
    deps,
    actor,
    now: subDays(now, daysAgo),
    requestId: null,
    settings: PAST,
  });
  const { pushed = 0 } = story;
  const [[first, created], ...moves] = story.path as [DemoDeal["path"][0], ...DemoDeal["path"]];
  const { deal } = await createDeal(
    on(created),
    {
      account: story.account,
      title: story.title,
      amount: { minor: story.amount * 100, currency: CURRENCY },
      closeDate: addDays(today, story.closes - PUSH_DAYS * pushed),
      seId: story.se ? personOf(story.se) : undefined,
      contact: { name: story.contact },
      stage: first,
    },
    CURRENCY,
  );
  for (let push = pushed - 1; push >= 0; push--) {
    const closeDate = addDays(today, story.closes - PUSH_DAYS * push);
    await changeDeal(on(created - pushed + push), deal.id, "deal.change", (locked) =>
      editDeal(locked.deal, { closeDate }),
    );
  }
  const teller = {
    dealId: deal.id,
    on: (daysAgo: number) => ({ ...on(daysAgo), deps: past }),
    aloud: on,
    seId: personOf(story.se ?? USUAL_ENGINEER),
  };
  const events: DemoEvent[] = [
    ...(story.presales ? presalesEvents(story.presales, teller) : []),
    ...moves.map(([to, daysAgo]) => ({
      daysAgo,
      happen: () =>
        moveDealTo(
          on(daysAgo),
          deal.id,
          { to },
          {
            requirement: to === "proposal" ? story.requirement : undefined,
            lostReason: story.lost?.[0],
            lostTo: story.lost?.[1],
          },
        ),
    })),
  ];
  // One after the other: each finds the deal as the one before it left it.
  for (const event of events.toSorted((a, b) => b.daysAgo - a.daysAgo)) await event.happen();
  const last = on(story.path.at(-1)?.[1] ?? 0);
  const { note } = story;
  if (note) await changeDeal(last, deal.id, "deal.note", (locked) => noteOn(locked.deal, note));
  if (story.nextStep) {
    const [text, inDays] = story.nextStep;
    const past = inDays < 0 ? on(30) : last;
    const date = addDays(today, inDays);
    await changeDeal(past, deal.id, "deal.change", (locked) =>
      planNextStep(locked.deal, { text, date }, dayOf(past.now, "UTC")),
    );
  }
}
