import { choice, named, phrase } from "../../../slack/args.ts";
import { STAGE_WORDS } from "../domain/stage.ts";

/** A stage, by its key or an alias, in one or two words. */
export const stageName = choice("stage", STAGE_WORDS, 2);

/** `because …`: the reason behind a decision that needs one. */
export const because = named("because", phrase("the reason"));
