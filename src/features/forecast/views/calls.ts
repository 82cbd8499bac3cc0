import { formatInstant } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { type Cell, dataTable } from "../../../slack/table.ts";
import type { Scope } from "../../pipeline/index.ts";
import { askAdjustment, askCall, openForecast } from "../actions.ts";
import { type ForecastPeriod, forecastLabel } from "../domain/period.ts";
import type { StandingCall } from "../queries/calls.ts";
import { bare, ofPeriod, short } from "./amounts.ts";

/** A person of the roll-up, with the call if there is one. */
export type CallLine = {
  personId: number;
  name: string;
  teamName: string | null;
  /** What they won so far, in minor units. */
  won: number;
  call: StandingCall | null;
};

/** What everyone said, what managers made of it, and what that comes to, by team. */
export function callsView(of: {
  period: ForecastPeriod;
  scope: Scope;
  title: string;
  currency: string;
  lines: readonly CallLine[];
  quota: number | null;
  mayAdjust: boolean;
  now: Date;
  timeZone: string;
}): Reply {
  const { period, currency, lines, quota } = of;
  const called = lines.filter((line) => line.call?.currency === currency);
  const counted = (some: readonly CallLine[]) =>
    some.reduce((sum, { call }) => sum + (call ? (call.adjusted?.commit ?? call.commit) : 0), 0);
  const commit = counted(called);
  const best = called.reduce((sum, { call }) => sum + (call?.bestCase ?? 0), 0);
  const quiet = lines.filter((line) => !line.call).map((line) => line.name);
  const gap = quota === null ? null : quota - commit;
  const said =
    called.length === 0
      ? "nobody has made a call yet"
      : `${short(commit, currency)} commit, ${bare(best, currency)} best case, from ${called.length} of ${plural(lines.length, "call")} expected`;
  const text = md`${ofPeriod(forecastLabel(period), of.title)}: ${said}.${
    gap === null || called.length === 0
      ? ""
      : ` Quota ${bare(quota ?? 0, currency)}: ${gap > 0 ? `${bare(gap, currency)} short` : `${bare(-gap, currency)} over`}.`
  }${quiet.length > 0 && lines.length > 1 ? ` Missing: ${quiet.slice(0, 5).join(", ")}${quiet.length > 5 ? ` and ${quiet.length - 5} more` : ""}.` : ""}`;
  const money = (minor: number | null | undefined): Cell =>
    minor === null || minor === undefined ? "–" : { value: minor, text: bare(minor, currency) };
  const teams = Map.groupBy(lines, (line) => line.teamName ?? "");
  const rows = [...teams].flatMap(([team, members]) => [
    ...(teams.size > 1
      ? [
          [
            team || "No team",
            money(counted(members.filter((one) => one.call?.currency === currency))),
            "–",
            "–",
            money(members.reduce((sum, one) => sum + one.won, 0)),
            "team",
            "–",
          ] satisfies Cell[],
        ]
      : []),
    ...members.map(({ name, won, call }): Cell[] => [
      name,
      money(call?.commit),
      call?.adjusted ? money(call.adjusted.commit) : "–",
      money(call?.bestCase),
      money(won),
      call?.adjusted ? `${call.adjusted.byName}: ${call.adjusted.note}` : (call?.note ?? "–"),
      call ? formatInstant(call.saidAt, { now: of.now, timeZone: of.timeZone }) : "no call yet",
    ]),
  ]);
  const { block } = dataTable({
    caption: `Calls for ${forecastLabel(period)}, in ${currency}`,
    columns: ["Who", "Commit", "Adjusted", "Best case", "Won", "Note", "Said"],
    rows,
  });
  const { kind, from: startsOn } = period;
  return {
    text,
    blocks: [
      section(text),
      ...(lines.length > 0 ? [block] : []),
      context(md`An adjusted commit counts in place of the seller's own. Both stay on record.`),
      ...actions(
        askCall.button("Submit my call", { kind, startsOn }),
        of.mayAdjust && called.length > 0
          ? askAdjustment.menu(
              "Adjust a call",
              called.map(({ name, personId }) => ({
                label: name,
                value: { p: personId, k: kind, s: startsOn },
              })),
            )
          : null,
        openForecast.button("Forecast", {
          kind,
          startsOn,
          scope: of.scope,
          method: "hybrid",
          view: "answer",
        }),
      ),
    ],
  };
}
