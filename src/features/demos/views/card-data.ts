import type { Actor, Relation } from "../../../kernel/access.ts";
import type { Ranked } from "../domain/assignment.ts";
import type { Calendar } from "../domain/calendar.ts";
import type { Demo } from "../domain/demo.ts";
import type { Proposals } from "../domain/slots.ts";

/** A person on the card of a demo. */
export type CardPerson = { id: number; name: string; calendar: Calendar };

/** All that the card of a demo shows. */
export type DemoCardData = {
  demo: Demo;
  deal: { id: number; title: string; accountName: string | null };
  se: CardPerson | null;
  requester: CardPerson;
  candidates: readonly Ranked[];
  proposals: Proposals | null;
};

/** Who looks at the card, and by which clock: it offers what they may do. */
export type DemoReader = {
  actor: Actor;
  relations: readonly Relation[];
  now: Date;
  timeZone: string;
  /** The demo's time lies outside its sales engineer's working hours. */
  isOutsideHours: boolean;
};
