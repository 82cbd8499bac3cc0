import { type Day, formatDay, formatDayShort } from "../../../kernel/dates.ts";
import type { PlannedAbsence } from "./absence.ts";

/** "until Fri 27 Nov (in 7 days)", or "from 24 Dec to 2 Jan". */
export function daysOf(absence: Pick<PlannedAbsence, "fromDay" | "toDay">, today: Day): string {
  const { fromDay, toDay } = absence;
  if (fromDay <= today) return `until ${formatDay(toDay, { today })}`;
  if (fromDay === toDay) return formatDay(fromDay, { today });
  return `from ${formatDayShort(fromDay, today)} to ${formatDayShort(toDay, today)}`;
}
