import { type Day, formatDayShort } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { code, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { PocEvent } from "../domain/decision.ts";
import { type Poc, pocId } from "../domain/poc.ts";
import { gradeName } from "../domain/words.ts";

/** What was done to a proof of concept, to finish "Dan …". */
export function pocEventWords(poc: Poc, event: PocEvent, today: Day): Mrkdwn {
  const id = code(pocId(poc));
  const day = (one: Day) => formatDayShort(one, today);
  switch (event.kind) {
    case "scoped":
      return md`scoped a proof of concept, ${id}: ${day(poc.startsOn)} to ${day(poc.endsOn)}`;
    case "edited":
      return md`edited the proof of concept ${id}`;
    case "started":
      return md`started the proof of concept ${id}${shifted(event.days)}; it runs until ${day(poc.endsOn)}`;
    case "graded":
      return md`graded “${event.criterion.text}” ${gradeName(event.criterion.grade).toLowerCase()} in ${id}`;
    case "extended":
      return event.reopened
        ? md`took up the proof of concept ${id} again until ${day(event.to)}: ${event.reason}`
        : md`extended the proof of concept ${id} from ${day(event.from)} to ${day(event.to)}: ${event.reason}`;
    case "completed":
      return md`completed the proof of concept ${id}`;
    case "accepted":
      return poc.acceptance
        ? md`recorded the customer's written acceptance of ${id}: “${poc.acceptance}”`
        : md`recorded that the customer accepted ${id}`;
    case "rejected":
      return md`recorded that the customer rejected ${id}: ${event.reason}`;
  }
}

/** ", 3 days early": how far a start was off its plan; nothing on the day itself. */
export function shifted(days: number): string {
  if (days === 0) return "";
  return `, ${plural(Math.abs(days), "day")} ${days < 0 ? "early" : "late"}`;
}
