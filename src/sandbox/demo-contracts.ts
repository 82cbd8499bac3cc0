import { subDays } from "date-fns/subDays";
import { and, eq } from "drizzle-orm";
import type { App } from "../app.ts";
import { inWorkspace } from "../db/workspace.ts";
import {
  addContractPoint,
  changeContractPoint,
  createContract,
  editContract,
  findContractOf,
  requestReview,
  sendContract,
  signContract,
  type Terms,
} from "../features/contracts/index.ts";
import { accounts } from "../features/deals/schema/accounts.ts";
import { deals } from "../features/deals/schema/deals.ts";
import type { Actor } from "../kernel/access.ts";
import { addDays, dayOf } from "../kernel/dates.ts";

type Parts = {
  deps: App["deps"];
  /** The same, telling nobody: for what is past. */
  past: App["deps"];
  /** An admin of the demo; who acts is put in their place. */
  admin: Actor;
};
type Found = { id: number; ownerId: number; ownerName: string; minor: number; currency: string };

/**
 * The demo's contracts: Globex's lies with legal, Initech's is signed and waits for billing. The deals are there already.
 * @param nameOf who a person is, for the signature
 */
export async function loadContracts(
  { deps, past, admin }: Parts,
  nameOf: (personId: number) => string,
): Promise<void> {
  const globex = await findDeal(deps, admin, "Globex", nameOf);
  if (globex) await atLegal({ deps, past, admin }, globex);
  const initech = await findDeal(deps, admin, "Initech", nameOf);
  if (initech) await signed({ deps, past, admin }, initech);
}

async function atLegal({ deps, past, admin }: Parts, deal: Found): Promise<void> {
  const { on, terms } = story(deps, admin, deal);
  const id = await contractOf({ deps: past, admin }, deal);
  const act = (daysAgo: number) => ({ ...on(daysAgo), deps: past });
  await editContract(act(7), id, {
    ...terms,
    template: "enterprise_sla",
    support: "enterprise",
    sla: "99.9",
    termMonths: 24,
    customTerms: "Personal data is kept and processed in the EU only.",
  });
  const open = { state: "open", outcome: null } as const;
  const hosting = { kind: "must_have", text: "Hosting in the EU" } as const;
  await addContractPoint(act(6), id, { ...hosting, ...open });
  for (const [kind, text] of [
    ["nice_to_have", "A named engineer for support"],
    ["trade_off", "5 % less for a second year"],
    ["walk_away", "Never below 100,000 a year"],
  ] as const)
    await addContractPoint(act(6), id, { kind, text, ...open });
  await changeContractPoint(act(4), id, 1, {
    ...hosting,
    state: "agreed",
    outcome: "Hosting in Frankfurt, with the backup in Dublin",
  });
  // Legal gets its card: that is what there is to press.
  await requestReview(on(0), id, "They ask for EU hosting and a cap on liability.");
}

async function signed({ deps, past, admin }: Parts, deal: Found): Promise<void> {
  const { on } = story(deps, admin, deal);
  const id = await contractOf({ deps: past, admin }, deal);
  await sendContract({ ...on(12), deps: past }, id);
  await signContract(on(5), id, {
    signedOn: dayOf(on(6).now, "UTC"),
    customer: "Bill Lumbergh",
    us: deal.ownerName,
    fileUrl: "https://sign.example/envelopes/initech",
  });
}

function story(deps: App["deps"], admin: Actor, deal: Found) {
  const now = deps.clock.now();
  const actor = { ...admin, personId: deal.ownerId, name: deal.ownerName };
  const terms: Terms = {
    template: "standard_sla",
    payment: "net_30",
    support: "standard",
    sla: "99.5",
    value: { minor: deal.minor, currency: deal.currency },
    startsOn: addDays(dayOf(now, "UTC"), 30),
    termMonths: 12,
    customTerms: null,
  };
  return {
    terms,
    on: (daysAgo: number) => ({ deps, actor, now: subDays(now, daysAgo), requestId: null }),
  };
}

/** The contract its move into the negotiation prepared, or a new one. */
async function contractOf(
  { deps, admin }: Pick<Parts, "deps" | "admin">,
  deal: Found,
): Promise<number> {
  const found = await inWorkspace(deps.db, admin.workspaceId, (tx) =>
    findContractOf(tx, admin.workspaceId, deal.id),
  );
  if (found) return found.id;
  const { on, terms } = story(deps, admin, deal);
  return (await createContract(on(14), deal.id, terms)).result.id;
}

async function findDeal(
  deps: App["deps"],
  { workspaceId }: Actor,
  account: string,
  nameOf: (personId: number) => string,
): Promise<Found | null> {
  const [row] = await inWorkspace(deps.db, workspaceId, (tx) =>
    tx
      .select({
        id: deals.id,
        ownerId: deals.ownerId,
        minor: deals.amount,
        currency: deals.currency,
      })
      .from(deals)
      .innerJoin(
        accounts,
        and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
      )
      .where(and(eq(deals.workspaceId, workspaceId), eq(accounts.name, account)))
      .orderBy(deals.id)
      .limit(1),
  );
  return row ? { ...row, minor: row.minor ?? 0, ownerName: nameOf(row.ownerId) } : null;
}
