import { and, eq } from "drizzle-orm";
import { workspaces } from "../../../src/db/columns.ts";
import { type Decision, decide } from "../../../src/features/approvals/operations/decide.ts";
import type { DealAct } from "../../../src/features/deals/index.ts";
import { deals } from "../../../src/features/deals/schema/deals.ts";
import type { LineDraft } from "../../../src/features/quotes/domain/line.ts";
import type { Quote } from "../../../src/features/quotes/domain/quote.ts";
import {
  addProduct,
  type ProductDraft,
} from "../../../src/features/quotes/operations/catalogue.ts";
import { draftQuote } from "../../../src/features/quotes/operations/create-quote.ts";
import { addLine, setDiscount } from "../../../src/features/quotes/operations/edit-quote.ts";
import { requestDiscount } from "../../../src/features/quotes/operations/send-quote.ts";
import { findQuote, listVersions } from "../../../src/features/quotes/queries/quote.ts";
import { quoteReactions } from "../../../src/features/quotes/reactions.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Handle, openDesk, TEAM, WORKSPACE } from "../deals/desk.ts";
import { aLine } from "./domain/a-quote.ts";

const USERS: ProductDraft = {
  name: "Platform",
  series: null,
  price: 4000,
  currency: "EUR",
  unit: "user",
  billing: "month",
  termMonths: 12,
  description: null,
};

/** The deals' desk, with quotes: what they do when a deal moves or a request is decided included. */
export async function openQuoteDesk() {
  const desk = await openDesk({ reactions: quoteReactions });

  /** Somebody acting with the workspace's settings, as in Slack. */
  const act = (who: Handle, over: Record<string, unknown> = {}): DealAct => ({
    ...desk.act(who),
    settings: settingsSchema.parse({ extraGates: {}, ...over }),
  });

  const quote = async (
    lines: readonly Partial<LineDraft>[] = [{}],
    off: number | null = null,
  ): Promise<Quote> => {
    const { deal } = await desk.deal({ seId: TEAM.cat.id });
    const { result } = await draftQuote(act("ann"), deal.id);
    for (const line of lines) await addLine(act("ann"), result.quote.id, aLine(line));
    if (off !== null)
      await setDiscount(act("ann"), result.quote.id, { kind: "percent", basisPoints: off });
    return desk.look(async (tx) => {
      const found = await findQuote(tx, WORKSPACE, result.quote.id);
      if (!found) throw new Error("The draft is gone.");
      return found;
    });
  };

  return {
    ...desk,
    act,
    /** A draft on a new deal of Ann's: one line of 100.00 unless told otherwise, and so many hundredths of a percent off. */
    quote,

    /** The version as it is in the database. */
    async stored(id: number, version?: number): Promise<Quote> {
      const found = await desk.look((tx) => findQuote(tx, WORKSPACE, id, version ?? "newest"));
      if (!found) throw new Error(`There is no quote ${id}.`);
      return found;
    },
    versions: (id: number) => desk.look((tx) => listVersions(tx, WORKSPACE, id)),

    /** A product in the catalogue. */
    product: (over: Partial<ProductDraft> = {}) => addProduct(act("mia"), { ...USERS, ...over }),

    /** Asks for the discount as Ann, and decides as Mia, her manager. */
    async approved(id: number, decision: Decision = { approve: true }) {
      const { result } = await requestDiscount(act("ann"), id, "Two-year term");
      return decide(act("mia"), result.id, decision);
    },

    /** The settings of the workspace, for acts that bring none. */
    settings: (settings: Record<string, unknown>) =>
      desk.look((tx) =>
        tx.update(workspaces).set({ settings }).where(eq(workspaces.id, WORKSPACE)),
      ),

    async products(dealId: number, names: readonly string[]) {
      await desk.look((tx) =>
        tx
          .update(deals)
          .set({ products: [...names] })
          .where(and(eq(deals.workspaceId, WORKSPACE), eq(deals.id, dealId))),
      );
    },

    audit: (id: number): Promise<{ action: string; after: Record<string, unknown> | null }[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ action: string; after: Record<string, unknown> | null }[]>`
          select action, after from audit_log where workspace_id = ${WORKSPACE}
          and subject = 'quote' and subject_id = ${String(id)} order by id`),
      ]),

    /** Jobs of a kind that wait, with the moment they are for. */
    jobs: (name: string, id: number): Promise<{ data: Record<string, unknown>; at: Date }[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ data: Record<string, unknown>; at: Date }[]>`
          select data, start_after as at from pgboss.job
          where name = ${name} and (data->>'quoteId')::int = ${id} order by start_after`),
      ]),
  };
}

export type QuoteDesk = Awaited<ReturnType<typeof openQuoteDesk>>;
