/** The few emoji the bot uses, each with one meaning; every text makes sense without them. */
export const EMOJI = {
  risk: ":warning:",
  won: ":tada:",
  lost: ":no_entry_sign:",
  waiting: ":hourglass_flowing_sand:",
  done: ":white_check_mark:",
} as const;
