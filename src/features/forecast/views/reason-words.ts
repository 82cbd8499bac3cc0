import { formatMoney } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { STAGES, type Stage, stageName } from "../../deals/index.ts";
import type { Reason } from "../domain/model/reasons.ts";

/** Something that moved a deal's chance, in sales words: "in Proposal +12", "close date pushed 3 times −8". */
export function reasonWords(
  { feature, value, effect }: Reason,
  of: { currency: string; ownerName: string },
): string {
  const points = Math.round(effect);
  const moved = points === 0 ? "" : points > 0 ? ` +${points}` : ` −${-points}`;
  return `${fact(feature, value, of)}${moved}`;
}

function fact(
  feature: string,
  value: Reason["value"],
  { currency, ownerName }: { currency: string; ownerName: string },
): string {
  if (value === null) return `no ${missing(feature)}`;
  const count = Number(value);
  switch (feature) {
    case "stage":
      return `in ${stageName(STAGES.find((stage) => stage === value) ?? ("lead" as Stage))}`;
    case "amount":
      return formatMoney({ minor: Math.round(count * 100), currency }, "short");
    case "owner":
      return `${ownerName}'s deal`;
    case "probability":
      return `${count} % likely by the seller`;
    case "days to close date":
      return count < 0
        ? `close date ${plural(-count, "day")} ago`
        : `closes in ${plural(count, "day")}`;
    case "age in days":
      return `${plural(count, "day")} old`;
    case "days in stage":
      return `${plural(count, "day")} in its stage`;
    case "close date pushed":
      return count === 0 ? "close date never pushed" : `close date pushed ${plural(count, "time")}`;
    case "sales engineer":
      return count ? "has a sales engineer" : "no sales engineer";
    case "contact":
      return count ? "has a contact" : "no contact";
    default:
      return count === 0 ? `no ${feature}` : `${count} ${feature}`;
  }
}

function missing(feature: string): string {
  return feature === "days to close date" ? "close date" : feature;
}
