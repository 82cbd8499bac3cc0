import postgres from "postgres";

/**
 * Deletes every row of the product and of its queue and keeps the tables: for a demo that starts anew.
 * @throws when the url's user is no superuser: nobody else may pass by the rule that the audit log is only added to.
 */
export async function emptyDatabase(url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "dealdesk reset" },
  });
  try {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = 'public' or (schemaname = 'pgboss' and tablename = 'job')`;
    if (tables.length === 0) return;
    await sql.begin(async (tx) => {
      // Lets no trigger fire, the audit log's among them.
      await tx`set local session_replication_role = replica`;
      await tx.unsafe(
        `truncate ${tables.map((each) => each.name).join(", ")} restart identity cascade`,
      );
    });
  } finally {
    await sql.end();
  }
}
