import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { askAddProduct, askEditProduct } from "../actions.ts";
import { billingWords, hasTerm } from "../domain/line.ts";
import type { Product } from "../domain/product.ts";
import { bare } from "./amounts.ts";

/** What one sells, as a table; who may edit it gets the buttons. */
export function catalogueTable(found: readonly Product[], mayEdit: boolean): Reply {
  if (found.length === 0) return emptyCatalogue(mayEdit);
  const sold = found.filter((product) => product.active).length;
  const retired = found.length - sold;
  const text = md`${plural(sold, "product")} in the catalogue${
    retired > 0 ? `, ${retired} retired` : ""
  }.`;
  const { block } = dataTable({
    caption: "Product catalogue",
    columns: ["Product", "List price", "Per", "Billing", "Usual term", "About"],
    rows: found.map((product) => [
      product.active ? product.name : `${product.name} (retired)`,
      product.price === null
        ? "no price"
        : {
            value: product.price,
            text: `${bare(product.price, product.currency)} ${product.currency}`,
          },
      product.unit,
      billingWords(product.billing),
      hasTerm(product.billing) && product.termMonths ? plural(product.termMonths, "month") : "–",
      product.description ?? product.series ?? "–",
    ]),
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      ...(mayEdit
        ? actions(
            askAddProduct.button("Add product", {}),
            askEditProduct.menu(
              "Edit product",
              found.map((product) => ({ label: product.name, value: { id: product.id } })),
            ),
          )
        : []),
    ],
  };
}

function emptyCatalogue(mayEdit: boolean): Reply {
  const text = md`The catalogue is empty.`;
  return {
    text,
    blocks: [
      section(text),
      ...(mayEdit ? actions(askAddProduct.button("Add product", {}, { style: "primary" })) : []),
      context(
        sentence(
          "What is in it can be put on a quote at its list price. Managers and admins add products here, or import a file with `/deal import`.",
        ),
      ),
    ],
  };
}
