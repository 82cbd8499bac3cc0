import { type Keyword, type LabelWords, weighing } from "./taxonomy.ts";

const KEYWORDS: Record<"high" | "medium" | "low", readonly Keyword[]> = {
  high: [
    ...weighing(
      3,
      `
      kills it, kill the deal, killed it, killed the, dead in the water, off the table,
      out of the question, no exceptions, no exception, without exception, ruled us out,
      walked away, walked out, walk out, pulled the plug, pull the plug, broke down,
      breaking down, called off, ended the talks, end of the line, hard requirement, game over,
      ready to cancel, last chance, lost all trust, swore, at an impasse, deadlock*, ultimatum,
      will lose, we lose the, about to lose, lost the deal, signing with, drop us, dropped us,
      dropping us, go elsewhere, went elsewhere, won t buy, wont buy, will not buy, not buy,
      won t renew, will not accept, won t accept, wont accept, can t accept, cannot accept,
      cannot use, can t use, simply can t, can t roll out, cannot roll out, cannot move forward,
      can t move forward, won t move, wont move, won t proceed, wont proceed, no way forward,
      stops here, stop here, have to stop, stopped everything, kein deal, stillstand, critical,
      blocker*, blocking, showstopper*, show stopper*, deal breaker*, dealbreaker*, deal killer*,
      kills the deal, no go, hard stop, hard no, non negotiable, non starter, catastroph*,
      will not sign, won t sign, wont sign, walk away, walking away, vetoed, rules us out,
      rules you out, no deal, cannot proceed, can t proceed, cant proceed, cannot go ahead,
      can t go ahead, cant go ahead, data loss, stops everything, under no circumstances,
      unusable, kritisch*, bloquant*`,
    ),
    ...weighing(
      2,
      `
      unless, or else, otherwise they, otherwise we, vetoes, veto, forbid*,
      forbade, forbidden, ban, banned, bans, halted, scrap*, indefinitely, froze, terminated,
      threaten*, lawsuit, escalat*, red rating, standstill, collaps*, overruled, mandatory,
      non compliance, penalties, prohibit*, absolute*, not negotiable, without it, without this,
      without that, by friday, back out, backed out, killed, killing, crisis,
      deadly, fatal, down for, cannot work, can t work, said no, blocked, blocks, red line,
      urgent*, severe*, emergency, impossible, refus*, can t sign, pull out, call it off, cancel*,
      rejected, ruled out, dead, we are out, they are out, cannot go live, outage*, lawsuit*,
      full stop, unacceptable`,
    ),
    ...weighing(
      1.5,
      `
      on hold, losing, immediately`,
    ),
    ...weighing(
      1,
      `
      must have*, at once, never`,
    ),
  ],
  medium: [
    ...weighing(
      2,
      `
      major, significant*, serious*, not a blocker but, not critical but`,
    ),
    ...weighing(
      1.5,
      `
      important, struggl*, considerable`,
    ),
    ...weighing(
      1,
      `
      concern*, worr*, difficult*, problem*, delay*`,
    ),
    ...weighing(
      0.5,
      `
      issue*, slow*, risk*`,
    ),
  ],
  low: [
    ...weighing(
      4,
      `
      not urgent, isn t urgent, isnt urgent, not a blocker, no blocker, isnt a blocker,
      not a deal breaker, not a dealbreaker, no deal breaker, not a showstopper`,
    ),
    ...weighing(
      3,
      `
      just curious, out of interest, out of curiosity, only asking, just wondering, quick one,
      single question, small question, small thing, tiny, asked if, would love, i d love,
      d be handy, be handy, be neat, be great, would be great, would be good, would be neat,
      be nice, d be nice, no drama, no pressure, no worries, no issue, nitpick*, side remark,
      joked, joking, jokingly, for his notes, for her notes, for the record, heads up,
      easy answer, easy to fix, easily fixed, in the long run, might later, later on, some time,
      sometime, gripe, detail, details, happy otherwise, otherwise happy, fine with it, can wait,
      could wait, cosmetics, wish, wished, wishlist, wish list, beautiful, pretty, minor,
      nice to have, would be nice, be nice if, cosmetic*, trivial, not critical, isnt critical,
      no rush, not important, no big deal, not a big deal, low priority, when you get to it,
      curious, just asking, just a question, in passing, side note, formality, can live with,
      could live with, live without, quick question`,
    ),
    ...weighing(
      2,
      `
      a few, few, asked how, asked which, asked whether, asked about, liked, mentioned, might,
      maybe, perhaps, passing, only a, only an, just a, just an, just needs, just want*,
      a week or so, slightly, somewhat, rarely, occasional*, now and then, sometimes, rather than,
      would rather, d rather, d prefer, d like to know, slight*, no hurry, someday, some day,
      eventually, at some point, by the way, typo*, optional*, handy`,
    ),
    ...weighing(
      1.5,
      `
      wonder*`,
    ),
    ...weighing(
      1,
      `
      small, a little, a bit, one day, preference, easily`,
    ),
    ...weighing(
      0.5,
      `
      prefer*`,
    ),
  ],
};

/** What speaks for a severity wherever one is judged, with the subject's own examples. */
export function severityWords(
  severity: "high" | "medium" | "low",
  examples: readonly string[],
): LabelWords {
  return { keywords: KEYWORDS[severity], examples };
}
