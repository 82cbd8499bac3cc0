import { z } from "zod";
import { LIMIT } from "../limits.ts";
import { blockId } from "./objects.ts";
import { type RichText, type RichTextInline, richText } from "./rich-text.ts";

const rawText = z.strictObject({ type: z.literal("raw_text"), text: z.string() });
const rawNumber = z.strictObject({
  type: z.literal("raw_number"),
  value: z.number(),
  text: z.string(),
});
const cell = z.discriminatedUnion("type", [rawText, rawNumber, richText]);
/** A checked cell of either table. */
export type Cell = z.infer<typeof cell>;

/** What a table's cell says, without its style. */
export function cellText(of: Cell): string {
  return of.type === "rich_text" ? richTextOf(of) : of.text;
}

function richTextOf(block: RichText): string {
  return block.elements
    .map((part) =>
      part.type === "rich_text_list"
        ? part.elements.map((item) => inlineText(item.elements)).join("\n")
        : inlineText(part.elements),
    )
    .join("\n");
}

function inlineText(elements: readonly RichTextInline[]): string {
  return elements
    .map((each) => {
      if (each.type === "text") return each.text;
      if (each.type === "link") return each.text ?? each.url;
      if (each.type === "emoji") return `:${each.name}:`;
      return each.type === "date" ? (each.fallback ?? "") : "";
    })
    .join("");
}

const characters = (rows: readonly (readonly Cell[])[]) =>
  rows.flat().reduce((sum, each) => sum + cellText(each).length, 0);

/** The plain table. */
export const table = z
  .strictObject({
    type: z.literal("table"),
    block_id: blockId,
    rows: z.array(z.array(cell).min(1).max(LIMIT.tableColumns)).min(1).max(LIMIT.tableRows),
    column_settings: z
      .array(
        z
          .strictObject({
            align: z.enum(["left", "center", "right"]).optional(),
            is_wrapped: z.boolean().optional(),
          })
          .nullable(),
      )
      .max(LIMIT.tableColumns)
      .optional(),
  })
  .refine((block) => characters(block.rows) <= LIMIT.tableCharacters, {
    path: ["rows"],
    error: `must have no more than ${LIMIT.tableCharacters} characters in total`,
  });

/** The table with pages, whose first row is its head. */
export const dataTable = z
  .strictObject({
    type: z.literal("data_table"),
    block_id: blockId,
    caption: z.string().min(1).max(LIMIT.dataTableCaption),
    rows: z.array(z.array(cell).min(1).max(LIMIT.dataTableColumns)).min(2).max(LIMIT.dataTableRows),
    page_size: z.number().int().min(1).max(LIMIT.dataTablePage).optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  })
  .superRefine((block, context) => {
    const [head = []] = block.rows;
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    head.forEach((each, column) => {
      if (each.type === "rich_text")
        refuse(["rows", 0, column], "rich_text is not allowed in the header row");
    });
    block.rows.forEach((row, index) => {
      if (row.length !== head.length)
        refuse(["rows", index], "must have as many cells as the header row");
    });
    if (characters(block.rows) > LIMIT.dataTableCharacters)
      refuse(["rows"], `must have no more than ${LIMIT.dataTableCharacters} characters in total`);
    if ((block.row_header_column_index ?? 0) >= head.length)
      refuse(["row_header_column_index"], "must be the index of a column");
  });

const label = z.string().min(1).max(LIMIT.chartLabel);
const pie = z.strictObject({
  type: z.literal("pie"),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(LIMIT.chartSegments),
});
const series = (type: "bar" | "line" | "area") =>
  z
    .strictObject({
      type: z.literal(type),
      series: z
        .array(
          z.strictObject({
            name: label,
            data: z.array(z.strictObject({ label, value: z.number() })).min(1),
          }),
        )
        .min(1)
        .max(LIMIT.chartSeries),
      axis_config: z.strictObject({
        categories: z.array(label).min(1).max(LIMIT.chartCategories),
        x_label: z.string().min(1).max(LIMIT.chartAxisLabel).optional(),
        y_label: z.string().min(1).max(LIMIT.chartAxisLabel).optional(),
      }),
    })
    .superRefine((chart, context) => {
      const { categories } = chart.axis_config;
      const names = chart.series.map((each) => each.name);
      if (new Set(names).size !== names.length)
        context.addIssue({ code: "custom", path: ["series"], message: "names must be unique" });
      chart.series.forEach((each, index) => {
        const labels = each.data.map((point) => point.label);
        if (
          labels.length !== categories.length ||
          !categories.every((category) => labels.includes(category))
        )
          context.addIssue({
            code: "custom",
            path: ["series", index, "data"],
            message: "must have exactly one point for each category",
          });
      });
    });

/** The chart. */
export const dataVisualization = z.strictObject({
  type: z.literal("data_visualization"),
  block_id: blockId,
  title: z.string().min(1).max(LIMIT.chartTitle),
  chart: z.discriminatedUnion("type", [pie, series("bar"), series("line"), series("area")]),
});

/** A checked plain table. */
export type Table = z.infer<typeof table>;
/** A checked data table. */
export type DataTable = z.infer<typeof dataTable>;
/** A checked chart. */
export type DataVisualization = z.infer<typeof dataVisualization>;
