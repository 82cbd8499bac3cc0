import type { Tx } from "../../../db/client.ts";
import type { Actor } from "../../../kernel/access.ts";
import { dayOf, quarterOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import type { Viewing } from "../../deals/index.ts";
import {
  findScope,
  type Insight,
  leadingCurrency,
  listInsights,
  quotaOf,
  type Scope,
  type ScopeFound,
  type Sum,
} from "../../pipeline/index.ts";
import { closingDays, type Skipped } from "../domain/digest.ts";
import type { Cadence, Slot } from "../domain/subscription.ts";
import { type ClosingDeal, listClosing, sumAtRisk } from "../queries/closing.ts";
import { type Figures, figuresAt, openAt, type StageSum } from "../queries/figures.ts";
import { listNews, type News } from "../queries/news.ts";
import { expectedOf } from "./expected.ts";

/** How many deals of a kind a digest names, and how many its thread lists. */
const NAMED = 4;
const LISTED = 25;

/** All a digest is made from. */
export type DigestData = {
  /** "EMEA", "Your team"; empty for everyone. */
  title: string;
  scope: Scope;
  ownerId: number;
  viewing: Viewing;
  slot: Slot;
  cadence: Cadence;
  /** What it is compared with: the last digest, or for the first one a week ago. */
  base: { at: Date; isDigest: boolean };
  currency: string;
  figures: Figures;
  before: StageSum[];
  news: News;
  closing: { from: string; to: string; words: string; deals: ClosingDeal[] };
  risk: { sums: Sum[]; insights: Insight[]; deals: number };
  /** The quarter's quota and what is won of it or expected; null without a quota. */
  quota: { minor: number; expected: number; isForecast: boolean } | null;
  skipped: readonly Skipped[];
};

const WEEK_MS = 7 * 86_400_000;

/** What a digest is to be about. */
export type DigestOf = {
  actor: Actor;
  settings: Settings;
  scope: Scope;
  cadence: Cadence;
  slot: Slot;
  timeZone: string;
  /** The slot of the last digest; null for the first one. */
  lastSent: Date | null;
  skipped: readonly Skipped[];
  /** Whose pipeline it is, in words; by default as others than its owner read it. */
  title?: string | undefined;
};

/**
 * Reads everything a digest tells, as its owner may see it and as it stood at its slot: a digest that is written late, or again,
 * shows the same figures. Only which alerts stand is read as of now.
 * @returns null when its team or person is not there any more
 */
export async function gatherDigest(tx: Tx, of: DigestOf): Promise<DigestData | null> {
  const { actor, settings, scope, slot, timeZone, cadence } = of;
  const viewing: Viewing = {
    actor: { ...actor, timeZone },
    settings,
    now: slot.at,
    today: dayOf(slot.at, timeZone),
  };
  const found = await findScope(tx, viewing, scope);
  if (!found) return null;
  const base = {
    at: of.lastSent ?? new Date(slot.at.getTime() - WEEK_MS),
    isDigest: of.lastSent !== null,
  };
  const { sight } = found;
  const quarter = quarterOf(viewing.today);
  const closing = closingDays(cadence, viewing.today);
  // One after the other: they share one connection anyway.
  const figures = await figuresAt(tx, sight, slot.at, { quarter, closing });
  const before = await openAt(tx, sight, base.at);
  const news = await listNews(tx, sight, { from: base.at, to: slot.at }, NAMED);
  const listed = await listClosing(tx, sight, slot.at, closing, LISTED);
  const page = await listInsights(tx, viewing, sight, LISTED);
  const sums = page.deals > 0 ? await sumAtRisk(tx, sight, slot.at, viewing.today) : [];
  const currency = leadingCurrency(
    [...figures.open, ...figures.won, ...before],
    settings.baseCurrency,
  );
  return {
    title: of.title ?? publicTitle(found.title, scope, actor.name),
    scope,
    ownerId: actor.personId,
    viewing,
    slot,
    cadence,
    base,
    currency,
    figures,
    before,
    news,
    closing: { ...closing, deals: listed },
    risk: { sums, insights: page.insights, deals: page.deals },
    quota: await quotaLine(tx, found, figures, viewing, currency),
    skipped: of.skipped,
  };
}

/** "EMEA", "Bea Seller's"; in a channel "your team" would be everybody's. */
function publicTitle(title: string, scope: Scope, owner: string): string {
  if (scope.startsWith("person:")) return `${title}'s`;
  return title.replace(/^Your( team)?$/, (_, team) => (team ? `${owner}'s team` : `${owner}'s`));
}

async function quotaLine(
  tx: Tx,
  found: ScopeFound,
  figures: Figures,
  viewing: Viewing,
  currency: string,
): Promise<DigestData["quota"]> {
  const quota = await quotaOf(tx, found, "quarter", viewing.today, currency);
  if (!quota) return null;
  const { expected, isForecast } = await expectedOf(tx, found, figures, viewing, currency);
  return { minor: quota.minor, expected, isForecast };
}
