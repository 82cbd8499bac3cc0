import type { Sql } from "postgres";

/** The role the pool works as when its user would bypass row-level security. */
export const APP_ROLE = "dealdesk_app";

/** The scope in which the ids of all workspaces can be listed, and nothing else. */
export const EVERY_WORKSPACE = "*";

/** Tables without a workspace. A table that is not here must have a `workspace_id`, or the migration fails. */
const GLOBAL_TABLES: readonly string[] = [];

/** Tables whose rows are never changed or deleted, by anybody. */
export const APPEND_ONLY_TABLES: readonly string[] = ["audit_log", "stage_history"];

/** pg-boss' tables: jobs are put there inside our transactions. */
const QUEUE_SCHEMA = "pgboss";

// Policies are compared by name: whoever changes the condition gives the policy the next number.
const POLICY = "workspace_scope_1";
const LIST_POLICY = "workspace_list_1";
const SCOPE = "current_setting('dealdesk.workspace', true)";

type Table = {
  name: string;
  kind: "r" | "p" | "v" | "m";
  has_workspace: boolean;
  invoker: boolean;
  secured: boolean;
  append_only: boolean;
  granted: boolean | null;
};

/**
 * Shuts every table of the public schema to all but the workspace in scope, and closes the append-only ones.
 * Run after the migrations, on their connection and under their lock; does nothing where all is done.
 * @throws naming the tables that belong to no workspace and are not listed as such.
 */
export async function secureRows(sql: Sql): Promise<void> {
  const bypasses = await createAppRole(sql);
  const tables = await listTables(sql, bypasses);
  const open = tables.filter((table) => !isCoverable(table) && !GLOBAL_TABLES.includes(table.name));
  if (open.length > 0)
    throw new Error(
      `Row-level security can't cover ${open.map((table) => table.name).join(", ")}: a table needs a workspace_id column, a view needs security_invoker, and a materialized view can't be covered. What belongs to no workspace is listed in GLOBAL_TABLES in db/row-security.ts.`,
    );
  for (const table of tables) {
    if (table.kind === "r" || table.kind === "p") {
      if (!table.secured && !GLOBAL_TABLES.includes(table.name)) await cover(sql, table.name);
      if (!table.append_only && APPEND_ONLY_TABLES.includes(table.name))
        await makeAppendOnly(sql, table.name);
    }
  }
  if (bypasses && tables.some((table) => !table.granted)) await grant(sql);
}

function isCoverable({ name, kind, has_workspace, invoker }: Table): boolean {
  if (kind === "v") return invoker;
  return kind !== "m" && (has_workspace || name === "workspaces");
}

/** Whether the connecting user bypasses row-level security; if so the role that doesn't is made. */
async function createAppRole(sql: Sql): Promise<boolean> {
  const [user] = await sql<{ bypasses: boolean; exists: boolean; member: boolean }[]>`
    select rolsuper or rolbypassrls as bypasses, to_regrole(${APP_ROLE}) is not null as exists,
      coalesce(pg_has_role(oid, to_regrole(${APP_ROLE})::oid, 'member'), false) as member
    from pg_roles where rolname = current_user`;
  if (!user?.bypasses) return false;
  // Roles belong to the whole server: another database's migration may make it between the look and the deed.
  if (!user.exists)
    await sql.unsafe(
      `do $$ begin create role ${APP_ROLE} nologin;
       exception when duplicate_object or unique_violation then null; end $$`,
    );
  if (!user.member) await sql.unsafe(`grant ${APP_ROLE} to current_user`);
  return true;
}

async function listTables(sql: Sql, bypasses: boolean): Promise<Table[]> {
  return sql<Table[]>`
    select c.relname as name, c.relkind as kind,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id'
        and not a.attisdropped) as has_workspace,
      coalesce(array_to_string(c.reloptions, ',') ~ 'security_invoker=(true|on|1)', false) as invoker,
      c.relrowsecurity and c.relforcerowsecurity and exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = ${POLICY}) as secured,
      exists (select from pg_trigger t where t.tgrelid = c.oid
        and t.tgname = 'append_only') as append_only,
      case when ${bypasses} then has_table_privilege(${APP_ROLE}, c.oid, 'insert') end as granted
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`;
}

async function cover(sql: Sql, table: string): Promise<void> {
  const column = table === "workspaces" ? "id" : "workspace_id";
  const name = `public."${table}"`;
  await sql.begin(async (tx) => {
    await tx.unsafe(`
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      drop policy if exists ${POLICY} on ${name};
      create policy ${POLICY} on ${name} using (${column} = ${SCOPE}) with check (${column} = ${SCOPE})`);
    if (table === "workspaces")
      await tx.unsafe(`
        drop policy if exists ${LIST_POLICY} on ${name};
        create policy ${LIST_POLICY} on ${name} for select using (${SCOPE} = '${EVERY_WORKSPACE}')`);
  });
}

async function makeAppendOnly(sql: Sql, table: string): Promise<void> {
  await sql.unsafe(`
    create or replace function dealdesk_append_only() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only: its rows are never changed or deleted', tg_table_name
        using errcode = 'restrict_violation';
    end $$;
    create trigger append_only before update or delete or truncate on public."${table}"
      for each statement execute function dealdesk_append_only()`);
}

async function grant(sql: Sql): Promise<void> {
  await sql.unsafe(`create schema if not exists ${QUEUE_SCHEMA}`);
  for (const schema of ["public", QUEUE_SCHEMA])
    await sql.unsafe(`
      grant usage on schema ${schema} to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema ${schema} to ${APP_ROLE};
      grant usage on all sequences in schema ${schema} to ${APP_ROLE};
      alter default privileges in schema ${schema}
        grant select, insert, update, delete on tables to ${APP_ROLE};
      alter default privileges in schema ${schema} grant usage on sequences to ${APP_ROLE}`);
}
