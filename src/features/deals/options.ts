import { defineOptions } from "../../slack/options.ts";
import { dealId } from "./domain/deal.ts";
import { searchDeals } from "./queries/search.ts";
import { read } from "./reading.ts";
import { dealName } from "./views/names.ts";

const MOST = 50;

/** Deals by name, for the external selects of modals. The value is the deal's number. */
export const dealOptions = defineOptions({
  id: "deals.options",
  permission: "deal.see",
  async load(query, call) {
    const hits = await read(call, (tx, viewing) =>
      searchDeals(tx, viewing, query, { limit: MOST, openOnly: query.trim() === "" }),
    );
    return hits.map((hit) => ({ value: String(hit.id), label: `${dealName(hit)} ${dealId(hit)}` }));
  },
});
