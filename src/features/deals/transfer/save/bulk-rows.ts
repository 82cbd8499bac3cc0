import { getTableColumns, getTableName, type InferInsertModel, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "../../../../db/client.ts";

/**
 * Inserts any number of rows with one small statement: they travel as one JSON parameter, so that the limit of 65,535
 * parameters doesn't matter and the statement is prepared once. Every row must have the same keys.
 */
export async function insertRows<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly InferInsertModel<T>[],
): Promise<void> {
  if (rows.length === 0) return;
  const { names, records } = recordsOf(table, rows);
  await tx.execute(
    sql`insert into ${table} (${names}) select ${names} from ${recordset(table, records)} as r`,
  );
}

/**
 * Updates rows that are found by workspace and number, if their version is still the one before that of the new row.
 * @returns how many were updated
 */
export async function updateVersioned<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly InferInsertModel<T>[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { records, columns } = recordsOf(table, rows);
  const changes = sql.join(
    columns.map((name) => sql`${sql.identifier(name)} = r.${sql.identifier(name)}`),
    sql`, `,
  );
  const updated = await tx.execute(
    sql`update ${table} as t set ${changes} from ${recordset(table, records)} as r
      where t.workspace_id = r.workspace_id and t.id = r.id and t.version = r.version - 1`,
  );
  return updated.count;
}

function recordset(table: PgTable, records: readonly Record<string, unknown>[]) {
  const type = sql.identifier(getTableName(table));
  return sql`jsonb_populate_recordset(null::${type}, ${JSON.stringify(records)}::jsonb)`;
}

function recordsOf<T extends PgTable>(table: T, rows: readonly InferInsertModel<T>[]) {
  const known = getTableColumns(table);
  const keys = Object.keys(rows[0] ?? {});
  const columns = keys.map((key) => {
    const column = known[key];
    if (!column) throw new Error(`${getTableName(table)} has no column ${key}`);
    return column.name;
  });
  const records = rows.map((row) => {
    const values: Record<string, unknown> = row;
    return Object.fromEntries(keys.map((key, i) => [columns[i], values[key] ?? null]));
  });
  const names = sql.join(
    columns.map((name) => sql.identifier(name)),
    sql`, `,
  );
  return { columns, names, records };
}
