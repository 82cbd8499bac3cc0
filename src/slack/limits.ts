/**
 * Slack's limits, each from the reference page named beside it (docs.slack.dev).
 * The builders in this folder keep them by construction: text is cut visibly, lists are paged.
 */
export const LIMITS = {
  /** reference/methods/chat.postMessage: longer text is truncated by Slack. */
  messageText: 40_000,
  /** reference/block-kit/blocks */
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** reference/block-kit/blocks/section-block */
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  /** reference/block-kit/blocks/header-block */
  headerText: 150,
  /** reference/block-kit/blocks/context-block */
  contextElements: 10,
  contextText: 2000,
  /** reference/block-kit/blocks/actions-block */
  actionsElements: 25,
  /** reference/block-kit/block-elements/button-element */
  buttonText: 75,
  buttonValue: 2000,
  /** reference/block-kit/composition-objects/option-object */
  optionText: 75,
  optionValue: 150,
  selectOptions: 100,
  overflowOptions: 5,
  placeholder: 150,
  /** reference/block-kit/composition-objects/confirmation-dialog-object */
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** reference/block-kit/blocks/input-block */
  inputLabel: 2000,
  inputHint: 2000,
  /** reference/block-kit/block-elements/plain-text-input-element */
  inputText: 3000,
  /** reference/views/modal-views */
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  /** reference/block-kit/blocks/data-table-block */
  dataTableRows: 100,
  dataTableColumns: 20,
  dataTableCharacters: 10_000,
  /** reference/block-kit/blocks/data-visualization-block */
  chartTitle: 50,
  chartLabel: 20,
  chartSeries: 6,
  chartCategories: 20,
  chartAxisLabel: 50,
  chartsPerMessage: 2,
} as const;
