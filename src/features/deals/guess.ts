import { formatId } from "../../kernel/ids.ts";
import type { Call } from "../../slack/call.ts";
import type { Raw } from "../../slack/field.ts";
import { findDealNamedIn, findDealOfRoom, findNamedDeal, type NamedDeal } from "./queries/guess.ts";
import { read } from "./reading.ts";
import { dealName } from "./views/names.ts";

/**
 * The deal a message is probably about: the one whose room it stands in, the one whose id it names, or the open one whose
 * account it names. Null when nothing says it. A guess is shown in the form and can be changed there.
 */
export function guessDeal(
  call: Call,
  said: { text?: string | undefined; channelId?: string | null | undefined },
): Promise<NamedDeal | null> {
  const { text = "", channelId = call.channelId } = said;
  return read(call, async (tx, viewing) => {
    const ofRoom = channelId ? await findDealOfRoom(tx, viewing, channelId) : null;
    if (ofRoom) return ofRoom;
    const id = /\bopp_(\d{1,9})\b/i.exec(text)?.[1];
    const named = id ? await findNamedDeal(tx, viewing, Number(id)) : null;
    return named ?? (await findDealNamedIn(tx, viewing, text));
  });
}

/** A deal as it stands in a field that `dealOptions` fills. */
export function dealChoice(deal: NamedDeal | null): Raw | undefined {
  return deal
    ? { value: String(deal.id), label: `${dealName(deal)} ${formatId("opp", deal.id)}` }
    : undefined;
}
