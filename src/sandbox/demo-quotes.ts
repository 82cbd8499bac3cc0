import { subDays } from "date-fns/subDays";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { App } from "../app.ts";
import { inWorkspace } from "../db/workspace.ts";
import { deals } from "../features/deals/schema/deals.ts";
import {
  addLine,
  addProduct,
  draftQuote,
  findQuotesOf,
  type LineDraft,
  lineOfProduct,
  type Product,
  requestDiscount,
  sendQuote,
  setDiscount,
} from "../features/quotes/index.ts";
import type { Actor } from "../kernel/access.ts";

type Parts = {
  deps: App["deps"];
  /** The same, telling nobody: for what is past. */
  past: App["deps"];
  /** An admin of the demo; who acts is put in their place. */
  admin: Actor;
};
type OpenDeal = {
  id: number;
  ownerId: number;
  minor: number;
  currency: string;
  stage: string;
};

const CURRENCY = "EUR";
const product = (
  name: string,
  price: number,
  over: Partial<Omit<Product, "id" | "active">> = {},
) => ({
  name,
  series: null,
  price,
  currency: CURRENCY,
  unit: "user",
  billing: "month" as const,
  termMonths: 12,
  description: null,
  ...over,
});

const CATALOGUE = [
  product("Platform", 4_000, { description: "Plans, orders and reports for one plant or many" }),
  product("Analytics", 2_500, { description: "Dashboards and exports on top of the platform" }),
  product("API calls", 80, {
    unit: "1,000 calls",
    billing: "usage",
    termMonths: null,
    description: "Counted each month, charged by what is used",
  }),
  product("Premium support", 600_000, {
    unit: "site",
    billing: "year",
    description: "Answer within an hour, day and night",
  }),
  product("Onboarding package", 250_000, {
    unit: "site",
    billing: "one_time",
    termMonths: null,
    description: "Set-up, import of data, first training",
  }),
  product("Training day", 120_000, { unit: "day", billing: "one_time", termMonths: null }),
];

/** How long ago the quotes of deals in negotiation went out. */
const SENT_DAYS_AGO = 6;
/** What part of a deal's amount is subscription: the rest is set-up. */
const SUBSCRIBED = { of: 9, in: 10 };
const TWELVE_PERCENT = 1_200;

/**
 * The demo's catalogue and quotes: every open deal in negotiation has one with the customer; of those in proposal one waits for the
 * approval of its discount, and the others are drafts or with the customer in turn. A deal that has a quote is left alone.
 */
export async function loadQuotes({ deps, past, admin }: Parts): Promise<void> {
  const now = deps.clock.now();
  const as = (personId: number, daysAgo: number, parts: App["deps"]) => ({
    deps: parts,
    actor: { ...admin, personId },
    now: subDays(now, daysAgo),
    requestId: null,
  });
  const catalogue: Product[] = [];
  for (const one of CATALOGUE) catalogue.push(await addProduct(as(0, 90, past), one));
  const [platform] = catalogue;
  const quiet = exceptEnds(deps, past);
  let inProposal = 0;
  // One after the other: the ids people type should follow the deals.
  for (const deal of await listOpen(deps, admin.workspaceId)) {
    if (!platform) return;
    const { result } = await draftQuote(as(deal.ownerId, SENT_DAYS_AGO + 1, past), deal.id);
    const { id } = result.quote;
    for (const line of linesOf(deal, platform))
      await addLine(as(deal.ownerId, SENT_DAYS_AGO + 1, past), id, line);
    if (deal.stage === "negotiation") {
      await sendQuote(as(deal.ownerId, SENT_DAYS_AGO, quiet), id);
      continue;
    }
    inProposal += 1;
    if (inProposal === 2) {
      const discount = { kind: "percent", basisPoints: TWELVE_PERCENT } as const;
      await setDiscount(as(deal.ownerId, 1, past), id, discount);
      // The approver gets their card: that is what there is to press.
      await requestDiscount(as(deal.ownerId, 0, deps), id, "Two-year term, paid in advance.");
    } else if (inProposal % 2 === 1) await sendQuote(as(deal.ownerId, 2, quiet), id);
  }
}

/** What is past tells nobody and shares no files, but what was sent still ends on its day. */
function exceptEnds(deps: App["deps"], past: App["deps"]): App["deps"] {
  const jobs: App["deps"]["jobs"] = {
    ...past.jobs,
    enqueue: (tx, kind, data, options) =>
      (kind.name === "quotes.expire" || kind.name === "quotes.remind" ? deps : past).jobs.enqueue(
        tx,
        kind,
        data,
        options,
      ),
  };
  return { ...past, jobs };
}

/** Lines that come to the deal's amount: users of the platform for a year, and the set-up. */
function linesOf(deal: OpenDeal, platform: Product): LineDraft[] {
  const price = platform.price ?? 0;
  const user = lineOfProduct(platform, price);
  const year = price * user.periods;
  const users = Math.floor((deal.minor * SUBSCRIBED.of) / SUBSCRIBED.in / year);
  const rest = deal.minor - users * year;
  const setUp: LineDraft = {
    productId: null,
    text: "Set-up and data migration",
    quantity: 1000,
    unit: "unit",
    unitPrice: rest,
    listPrice: null,
    billing: "one_time",
    periods: 1,
    discount: null,
  };
  return [
    ...(users > 0 ? [{ ...user, quantity: users * 1000 }] : []),
    ...(rest > 0 ? [setUp] : []),
  ];
}

async function listOpen(deps: App["deps"], workspaceId: string): Promise<OpenDeal[]> {
  return inWorkspace(deps.db, workspaceId, async (tx) => {
    const rows = await tx
      .select({
        id: deals.id,
        ownerId: deals.ownerId,
        minor: deals.amount,
        currency: deals.currency,
        stage: deals.stage,
      })
      .from(deals)
      .where(
        and(
          eq(deals.workspaceId, workspaceId),
          eq(deals.status, "open"),
          inArray(deals.stage, ["proposal", "negotiation"]),
        ),
      )
      .orderBy(asc(deals.id));
    const open: OpenDeal[] = [];
    for (const { minor, ...row } of rows) {
      const known = await findQuotesOf(tx, workspaceId, row.id);
      if (minor && row.currency === CURRENCY && known.length === 0) open.push({ ...row, minor });
    }
    return open;
  });
}
