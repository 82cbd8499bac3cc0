import { addDays as minusDays } from "date-fns/addDays";
import type { App } from "../app.ts";
import { inWorkspace } from "../db/workspace.ts";
import {
  assign,
  changeDeal,
  createDeal,
  hasDeals,
  moveDealTo,
  noteOn,
  planNextStep,
} from "../features/deals/index.ts";
import { identify, importPeople, personKey } from "../features/people/index.ts";
import type { Actor } from "../kernel/access.ts";
import { addDays, dayOf } from "../kernel/dates.ts";
import { messageOf } from "../kernel/errors.ts";
import { DEMO_DEALS, DEMO_PEOPLE, type DemoDeal } from "./demo-deals.ts";
import { defaultTeam } from "./team.ts";

const CURRENCY = "EUR";

/**
 * Fills an empty workspace with a small sales team and its deals, through the same operations as everyone. Once: a workspace
 * that has a deal is left as it is.
 */
export async function loadDemoData({ deps, identity, slack }: App): Promise<void> {
  const workspaceId = identity.workspace?.id;
  if (!workspaceId) return;
  if (await inWorkspace(deps.db, workspaceId, (tx) => hasDeals(tx, workspaceId))) return;
  const now = deps.clock.now();

  // Who is in this Slack gets a Slack account in the demo; the others are names on deals.
  for (const person of DEMO_PEOPLE) {
    const member = defaultTeam.people.find((one) => one.handle === person.handle);
    try {
      const { user } = await slack.users.lookupByEmail({ email: member?.email ?? "" });
      if (user?.id)
        await identify(deps, { workspaceId, slackUserId: user.id, name: person.name }, slack);
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
  // One after the other: the ids people type should follow the list.
  for (const deal of DEMO_DEALS)
    await tell(deps, deal, { ...admin, personId: personOf(deal.owner) }, personOf);
}

/** Lets one deal happen, from its first day to where it stands. */
async function tell(
  deps: App["deps"],
  story: DemoDeal,
  actor: Actor,
  personOf: (handle: string) => number,
): Promise<void> {
  const now = deps.clock.now();
  const today = dayOf(now, "UTC");
  const on = (daysAgo: number) => ({
    deps,
    actor,
    now: minusDays(now, -daysAgo),
    requestId: null,
  });
  const [[first, created], ...moves] = story.path as [DemoDeal["path"][0], ...DemoDeal["path"]];
  const { deal } = await createDeal(
    on(created),
    {
      account: story.account,
      title: story.title,
      amount: { minor: story.amount * 100, currency: CURRENCY },
      closeDate: addDays(today, story.closes),
      contact: { name: story.contact },
      stage: first,
    },
    CURRENCY,
  );
  if (story.se) await assign(on(created), deal.id, "se", personOf(story.se));
  for (const [to, daysAgo] of moves)
    await moveDealTo(
      on(daysAgo),
      deal.id,
      { to },
      {
        requirement: to === "proposal" ? story.requirement : undefined,
        lostReason: story.lost?.[0],
        lostTo: story.lost?.[1],
      },
    );
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
