import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { approvals } from "../../approvals/schema/approvals.ts";
import { contracts } from "../../contracts/schema/contracts.ts";
import { demos } from "../../demos/schema.ts";
import { objections } from "../../objections/schema.ts";
import { pocs } from "../../pocs/schema/pocs.ts";
import { quotes } from "../../quotes/schema/quotes.ts";

/** What hangs on a deal and has a history of its own: its kind and its numbers, as the audit log calls them. */
export type Parts = {
  kind: "demo" | "poc" | "objection" | "approval" | "quote" | "contract";
  id: number[];
};

/** The demos, proofs of concept, objections, requests for approval, quotes and contracts of a deal; kinds of which it has none are left out. */
export async function listParts(tx: Tx, workspaceId: string, dealId: number): Promise<Parts[]> {
  const ids = sql<number[]>`coalesce(array_agg(id order by id), '{}')`;
  const kinds = await Promise.all(
    (
      [
        ["demo", demos],
        ["poc", pocs],
        ["objection", objections],
        ["approval", approvals],
        ["quote", quotes],
        ["contract", contracts],
      ] as const
    ).map(async ([kind, table]) => {
      const [row] = await tx
        .select({ id: ids })
        .from(table)
        .where(and(eq(table.workspaceId, workspaceId), eq(table.dealId, dealId)));
      return { kind, id: row?.id ?? [] };
    }),
  );
  return kinds.filter((part) => part.id.length > 0);
}
