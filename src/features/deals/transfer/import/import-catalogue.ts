import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "../../../../db/client.ts";
import { accounts } from "../../schema/accounts.ts";
import { products } from "../../schema/products.ts";
import { readAmountColumn } from "../cells/column-amounts.ts";
import { orNothing, parseCount } from "../cells/column-values.ts";
import { filled } from "../row/deal-columns.ts";
import { moneyOf } from "../row/deal-parts.ts";
import { insertRows } from "../save/bulk-rows.ts";
import type { ImportAct } from "../save/save-names.ts";
import { importNamed } from "./import-named.ts";
import { cellOf, type ImportRun, type Outcome, type ReadFile } from "./import-run.ts";

/** Imports the accounts of a file: name, sector, employees, country. */
export async function importAccounts(
  tx: Tx,
  act: ImportAct,
  read: ReadFile,
  run: ImportRun,
): Promise<Outcome> {
  const { workspaceId } = act.actor;
  const { columns } = read.recognised;
  const { all, ...outcome } = await importNamed(tx, act, read, run, {
    kind: "account",
    empty: { sector: null, employees: null, country: null } as {
      sector: string | null;
      employees: number | null;
      country: string | null;
    },
    read: (cell) => {
      const employees = orNothing(cell("employees") ?? "");
      return {
        ...(columns.has("sector") && { sector: cell("sector") }),
        ...(columns.has("employees") && {
          employees: employees === null ? null : parseCount(employees),
        }),
        ...(columns.has("country") && { country: cell("country") }),
      };
    },
    list: () =>
      tx
        .select({
          id: accounts.id,
          name: accounts.name,
          nameKey: accounts.nameKey,
          sector: accounts.sector,
          employees: accounts.employees,
          country: accounts.country,
        })
        .from(accounts)
        .where(eq(accounts.workspaceId, workspaceId))
        .orderBy(asc(accounts.id)),
    insert: (_, rows) =>
      insertRows(
        tx,
        accounts,
        rows.map((row) => ({ workspaceId, ...row, createdAt: act.now })),
      ),
    async update(_, { id, sector, employees, country }) {
      await tx
        .update(accounts)
        .set({ sector, employees, country })
        .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.id, id)));
    },
  });
  for (const { cells } of read.file.rows) {
    const [id, name] = [
      cellOf(read.recognised, cells, "id"),
      cellOf(read.recognised, cells, "name"),
    ];
    if (id && name) run.names.accounts.set(id, name);
  }
  if (run.dryRun) run.foreseen.accounts.push(...all.filter(({ id }) => id < 0));
  return outcome;
}

/** Imports the products of a file: name, series, list price. */
export async function importProducts(
  tx: Tx,
  act: ImportAct,
  read: ReadFile,
  run: ImportRun,
): Promise<Outcome> {
  const { workspaceId } = act.actor;
  const { columns } = read.recognised;
  const place = columns.get("price");
  const prices = readAmountColumn(place === undefined ? [] : filled(read.file.rows, place));
  const { all, ...outcome } = await importNamed(tx, act, read, run, {
    kind: "product",
    empty: { series: null, price: null, currency: run.currency } as {
      series: string | null;
      price: number | null;
      currency: string;
    },
    read: (cell) => {
      const price = moneyOf(orNothing(cell("price") ?? ""), cell("currency"), prices, run.currency);
      return {
        ...(columns.has("series") && { series: cell("series") }),
        ...(columns.has("price") && { price: price.amount?.minor ?? null }),
        ...(price.currency && { currency: price.currency }),
      };
    },
    list: () =>
      tx
        .select({
          id: products.id,
          name: products.name,
          nameKey: products.nameKey,
          series: products.series,
          price: products.price,
          currency: products.currency,
        })
        .from(products)
        .where(eq(products.workspaceId, workspaceId))
        .orderBy(asc(products.id)),
    insert: (_, rows) =>
      insertRows(
        tx,
        products,
        rows.map((row) => ({ workspaceId, ...row, createdAt: act.now })),
      ),
    async update(_, { id, series, price, currency }) {
      await tx
        .update(products)
        .set({ series, price, currency })
        .where(and(eq(products.workspaceId, workspaceId), eq(products.id, id)));
    },
  });
  if (run.dryRun) run.foreseen.products.push(...all.filter(({ id }) => id < 0));
  return outcome;
}
