import { inWorkspace, readWorkspace } from "../../db/workspace.ts";
import { AppError } from "../../kernel/errors.ts";
import { nameKey } from "../../kernel/text.ts";
import { person } from "../../slack/args.ts";
import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { viewingOf } from "../deals/index.ts";
import { listTeams, resolvePerson } from "../people/index.ts";
import type { Ask, Report, Scope } from "./domain/report.ts";
import { nearestWords, type ReportRequest } from "./domain/request.ts";
import { refreshInsights } from "./operations/refresh-insights.ts";
import { ensureHistory } from "./operations/take-snapshots.ts";
import { findScope, isOutsideSales } from "./queries/scope.ts";
import { changesReport } from "./reports/changes.ts";
import type { ReportContext } from "./reports/context.ts";
import { insightsReport } from "./reports/insights.ts";
import { kpisReport } from "./reports/kpis.ts";
import { monthReport } from "./reports/month.ts";
import { repReport } from "./reports/rep.ts";
import { stageReport } from "./reports/stage.ts";
import { summaryReport } from "./reports/summary.ts";
import { trendReport } from "./reports/trend.ts";

const REPORTED: Readonly<Record<Report, (of: ReportContext) => Promise<Reply>>> = {
  summary: summaryReport,
  stage: stageReport,
  rep: repReport,
  month: monthReport,
  trend: trendReport,
  changes: changesReport,
  insights: insightsReport,
  kpis: kpisReport,
};

/** A report as somebody asked for it in words. */
export async function showRequested(
  call: Call,
  report: Report,
  request: ReportRequest,
): Promise<Reply> {
  return showReport(call, report, {
    scope: await scopeOf(call, request),
    ...(request.span && { span: request.span }),
  });
}

/** A report, made now. The history it may look back on is brought up to date before. */
export async function showReport(call: Call, report: Report, ask: Ask): Promise<Reply> {
  await ensureHistory(call.deps, call.actor.workspaceId, call.now);
  if (report === "insights") await lookForInsights(call);
  return inReport(call, ask, (of) => REPORTED[report](of));
}

/** Reads something for a report, in the scope it is asked for. */
export function inReport<T>(
  call: Call,
  ask: Ask,
  work: (of: ReportContext) => Promise<T>,
): Promise<T> {
  const viewing = viewingOf(call);
  return readWorkspace(call.deps.db, call.actor.workspaceId, async (tx) => {
    const scope = await findScope(tx, viewing, ask.scope);
    if (!scope)
      throw new AppError(
        "not_found",
        "That team or person is not here any more.",
        "`/pipeline all` looks at everyone's deals.",
      );
    return work({ tx, viewing, scope, ask, named: !isOutsideSales(viewing) });
  });
}

async function lookForInsights({ deps, actor, settings, now }: Call): Promise<void> {
  const { workspaceId } = actor;
  await inWorkspace(deps.db, workspaceId, (tx) =>
    refreshInsights(tx, { workspaceId, settings, now }),
  );
}

/**
 * Whose deals are meant: without a word sellers see theirs, managers their team's, others all.
 * @param vocabulary what else the command takes, to find a mistyped word among
 * @throws AppError not_found with the nearest word for a name nobody has
 */
export async function scopeOf(
  call: Call,
  { scope, who }: ReportRequest,
  vocabulary: readonly string[] = [],
): Promise<Scope> {
  if (who === undefined) return scope ?? defaultScope(call);
  const key = nameKey(who);
  const teams = await readWorkspace(call.deps.db, call.actor.workspaceId, (tx) =>
    listTeams(tx, call.actor.workspaceId),
  );
  const team =
    teams.find((one) => nameKey(one.name) === key) ??
    only(teams.filter((one) => key.length > 1 && nameKey(one.name).startsWith(key)));
  if (team) return `team:${team.id}`;
  try {
    const found = await resolvePerson(call, readPerson(who, call));
    return `person:${found.id}`;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    const near = nearestWords(who, [...teams.map((one) => one.name), ...vocabulary]);
    const hint = /^q\d+$/i.test(who) ? "Quarters are `q1` to `q4`." : error.hint;
    throw new AppError(
      "not_found",
      `I know no period, team or person “${who}”.`,
      near ? `Did you mean \`${near}\`?` : hint,
    );
  }
}

function readPerson(who: string, call: Call) {
  return person().parse([{ text: who, quoted: true }], {
    now: call.now,
    timeZone: call.actor.timeZone,
    currency: call.settings.baseCurrency,
  });
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function defaultScope({ actor }: Call): Scope {
  if (actor.roles.some((role) => role === "ae" || role === "sdr" || role === "se")) return "mine";
  return actor.roles.includes("manager") ? "team" : "all";
}
