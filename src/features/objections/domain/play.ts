import type { ObjectionType } from "./objection.ts";

/** A page that backs up what a play says. */
export type Evidence = { title: string; url: string };

/** A way to answer a type of objection, from the team's library. */
export type Play = {
  /** A shipped play's own id, or `own-<n>` for one the team wrote. */
  id: string;
  type: ObjectionType;
  name: string;
  /** How to go about it, for the one who answers. */
  text: string;
  /** Lines that may be said or sent to a customer as they are. */
  customerSafe: readonly string[];
  /** Lines for the team alone: they never stand in a message a channel can read. */
  internalOnly: readonly string[];
  evidence: readonly Evidence[];
  active: boolean;
};

/** A play as the product ships it. */
export type ShippedPlay = Omit<Play, "active">;
