import { lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Proposals } from "../domain/slots.ts";
import { type ReaderClock, timeText, whenText } from "../domain/when.ts";
import type { CardPerson, DemoReader } from "./card-data.ts";

/**
 * The times to choose from, by the reader's clock, and beside it by those of the sales engineer and the requester where theirs show another time: "Thu 26 Nov 15:00
 * (19:30 for Raj Engineer)".
 */
export function slotLines(
  people: { se: CardPerson | null; requester: CardPerson },
  { slots, suitsBoth }: Proposals,
  reader: DemoReader,
): Mrkdwn {
  const { se, requester } = people;
  if (!se) return md``;
  if (slots.length === 0)
    return md`${se.name} has no hour free in the next four weeks. Choose another time by hand, or give the demo to somebody else.`;
  const others = [se, ...(requester.id === se.id ? [] : [requester])].filter(
    (person) => person.id !== reader.actor.personId,
  );
  const written = slots.map(({ startsAt }) => {
    const theirs = others.flatMap((person) => clockDifference(startsAt, person, reader) ?? []);
    return { startsAt, theirs };
  });
  // The buttons below say the times too: they are written out only where somebody's clock shows another one.
  const differs = written.some(({ theirs }) => theirs.length > 0);
  return lines(
    suitsBoth
      ? `Free times of ${se.name}${se.id === requester.id ? "" : `, in ${requester.name}'s working hours too`}:`
      : `Free times of ${se.name}. None lies in ${requester.name}'s working hours as well:`,
    ...(differs ? written : []).map(
      ({ startsAt, theirs }) =>
        md`• ${whenText(startsAt, reader)}${theirs.length > 0 ? ` (${theirs.join(", ")})` : ""}`,
    ),
  );
}

/** "19:30 for Raj Engineer", with the day where theirs is another; null when their clock shows the reader's time. */
export function clockDifference(
  instant: Date,
  person: CardPerson,
  reader: ReaderClock,
): string | null {
  const theirs = { now: reader.now, timeZone: person.calendar.timeZone };
  const [here, there] = [whenText(instant, reader), whenText(instant, theirs)];
  if (here === there) return null;
  const isSameDay = here.slice(0, -5) === there.slice(0, -5);
  return `${isSameDay ? timeText(instant, theirs) : there} for ${person.name}`;
}
