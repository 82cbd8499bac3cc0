/** The door to `dates/`: calendar days without a time, and the zones that turn instants into them. */
export { addBusinessDays, businessDaysBetween, isWeekend } from "./dates/business-days.ts";
export {
  addDays,
  addMonths,
  asDay,
  type Day,
  daySchema,
  daysBetween,
  isDay,
  weekdayOf,
} from "./dates/day.ts";
export {
  formatAgo,
  formatDay,
  formatDayShort,
  formatDayWithYear,
  formatInstant,
  formatRelativeDay,
} from "./dates/format.ts";
export { type DateOrder, type ParseDayOptions, parseDay } from "./dates/parse-day.ts";
export { parseMoment } from "./dates/parse-moment.ts";
export { type OpenPeriod, parsePeriod } from "./dates/parse-period.ts";
export {
  monthOf,
  nextPeriod,
  type Period,
  type PeriodKind,
  periodLabel,
  periodOf,
  previousPeriod,
  quarterOf,
  weekOf,
  yearOf,
} from "./dates/period.ts";
export { at, dayOf, isTimeZone, startOfDay } from "./dates/zone.ts";
