/**
 * Slack's limits, each with the page it comes from. Where a page was raised lately (data tables), the older, smaller
 * number stands, so that what passes here passes in every workspace.
 */
const REFERENCE = "https://docs.slack.dev/reference";
const BLOCKS = `${REFERENCE}/block-kit/blocks`;
const ELEMENTS = `${REFERENCE}/block-kit/block-elements`;
const OBJECTS = `${REFERENCE}/block-kit/composition-objects`;

const TABLE = {
  blocksPerMessage: [50, BLOCKS],
  blocksPerView: [100, BLOCKS],
  blockId: [255, BLOCKS],
  actionId: [255, ELEMENTS],
  sectionText: [3000, `${BLOCKS}/section-block`],
  sectionFields: [10, `${BLOCKS}/section-block`],
  sectionField: [2000, `${BLOCKS}/section-block`],
  headerText: [150, `${BLOCKS}/header-block`],
  contextElements: [10, `${BLOCKS}/context-block`],
  contextText: [3000, `${OBJECTS}/text-object`],
  actionsElements: [25, `${BLOCKS}/actions-block`],
  inputLabel: [2000, `${BLOCKS}/input-block`],
  inputHint: [2000, `${BLOCKS}/input-block`],
  imageUrl: [3000, `${BLOCKS}/image-block`],
  imageAltText: [2000, `${BLOCKS}/image-block`],
  imageTitle: [2000, `${BLOCKS}/image-block`],
  markdownText: [12_000, `${BLOCKS}/markdown-block`],
  videoTitle: [200, `${BLOCKS}/video-block`],
  tableRows: [100, `${BLOCKS}/table-block`],
  tableColumns: [20, `${BLOCKS}/table-block`],
  tableCharacters: [10_000, `${BLOCKS}/table-block`],
  tablesPerMessage: [1, `${BLOCKS}/table-block`],
  dataTableRows: [101, `${BLOCKS}/data-table-block`],
  dataTableColumns: [20, `${BLOCKS}/data-table-block`],
  dataTableCharacters: [10_000, `${BLOCKS}/data-table-block`],
  dataTablePage: [100, `${BLOCKS}/data-table-block`],
  dataTableCaption: [3000, `${BLOCKS}/data-table-block`],
  chartsPerMessage: [2, `${BLOCKS}/data-visualization-block`],
  chartTitle: [50, `${BLOCKS}/data-visualization-block`],
  chartLabel: [20, `${BLOCKS}/data-visualization-block`],
  chartAxisLabel: [50, `${BLOCKS}/data-visualization-block`],
  chartSegments: [6, `${BLOCKS}/data-visualization-block`],
  chartSeries: [6, `${BLOCKS}/data-visualization-block`],
  chartCategories: [20, `${BLOCKS}/data-visualization-block`],
  cardTitle: [150, `${BLOCKS}/card-block`],
  cardBody: [200, `${BLOCKS}/card-block`],
  cardActions: [3, `${BLOCKS}/card-block`],
  carouselCards: [10, `${BLOCKS}/carousel-block`],
  alertText: [200, `${BLOCKS}/alert-block`],
  containerTitle: [150, `${BLOCKS}/container-block`],
  containerBlocks: [10, `${BLOCKS}/container-block`],
  buttonText: [75, `${ELEMENTS}/button-element`],
  buttonValue: [2000, `${ELEMENTS}/button-element`],
  buttonUrl: [3000, `${ELEMENTS}/button-element`],
  buttonAccessibilityLabel: [75, `${ELEMENTS}/button-element`],
  selectOptions: [100, `${ELEMENTS}/select-menu-element`],
  selectGroups: [100, `${ELEMENTS}/select-menu-element`],
  overflowOptions: [5, `${ELEMENTS}/overflow-menu-element`],
  choiceOptions: [10, `${ELEMENTS}/radio-button-group-element`],
  inputValue: [3000, `${ELEMENTS}/plain-text-input-element`],
  inputFiles: [10, `${ELEMENTS}/file-input-element`],
  placeholder: [150, ELEMENTS],
  optionText: [75, `${OBJECTS}/option-object`],
  optionValue: [150, `${OBJECTS}/option-object`],
  optionDescription: [75, `${OBJECTS}/option-object`],
  optionUrl: [3000, `${OBJECTS}/option-object`],
  groupLabel: [75, `${OBJECTS}/option-group-object`],
  confirmTitle: [100, `${OBJECTS}/confirmation-dialog-object`],
  confirmText: [300, `${OBJECTS}/confirmation-dialog-object`],
  confirmButton: [30, `${OBJECTS}/confirmation-dialog-object`],
  viewTitle: [24, `${REFERENCE}/views/modal-views`],
  viewButton: [24, `${REFERENCE}/views/modal-views`],
  privateMetadata: [3000, `${REFERENCE}/views/modal-views`],
  callbackId: [255, `${REFERENCE}/views/modal-views`],
  externalId: [255, `${REFERENCE}/views/modal-views`],
  viewBytes: [250_000, `${REFERENCE}/methods/views.open`],
  viewsDeep: [3, "https://docs.slack.dev/surfaces/modals"],
  messageText: [40_000, `${REFERENCE}/methods/chat.postMessage`],
  messageMarkdown: [12_000, `${REFERENCE}/methods/chat.postMessage`],
  scheduleAheadDays: [120, `${REFERENCE}/methods/chat.scheduleMessage`],
  scheduledInFiveMinutes: [30, `${REFERENCE}/methods/chat.scheduleMessage`],
  deleteScheduledSeconds: [60, `${REFERENCE}/methods/chat.deleteScheduledMessage`],
  historyPage: [999, `${REFERENCE}/methods/conversations.history`],
  openUsers: [8, `${REFERENCE}/methods/conversations.open`],
  bookmarks: [100, `${REFERENCE}/methods/bookmarks.add`],
  pins: [100, `${REFERENCE}/methods/pins.add`],
  reactionsByOne: [23, `${REFERENCE}/methods/reactions.add`],
  reactions: [50, `${REFERENCE}/methods/reactions.add`],
  channelName: [80, `${REFERENCE}/methods/conversations.create`],
  channelTopic: [250, `${REFERENCE}/methods/conversations.setTopic`],
  inviteUsers: [1000, `${REFERENCE}/methods/conversations.invite`],
  sockets: [10, "https://docs.slack.dev/apis/events-api/using-socket-mode"],
  oauthCodeMs: [600_000, "https://docs.slack.dev/authentication/installing-with-oauth"],
  responseUrlUses: [5, "https://docs.slack.dev/interactivity/handling-user-interaction"],
} as const satisfies Record<string, readonly [number, string]>;

/** The name of one of Slack's limits. */
export type LimitName = keyof typeof TABLE;

const entries = Object.entries(TABLE);

/** The number of each limit: characters, or items. */
export const LIMIT = Object.fromEntries(entries.map(([name, [limit]]) => [name, limit])) as Record<
  LimitName,
  number
>;

/** The page of Slack's reference each limit comes from. */
export const LIMIT_SOURCE = Object.fromEntries(
  entries.map(([name, [, source]]) => [name, source]),
) as Record<LimitName, string>;

/** How long things stay usable, in milliseconds; tests shorten them instead of waiting. */
export type TimeLimits = {
  /** A trigger_id opens a modal. Default 3 s. */
  triggerMs: number;
  /** The bot acknowledges. Default 3 s. */
  ackMs: number;
  /** A response_url takes answers, by the sandbox's clock. Default 30 minutes. */
  responseUrlMs: number;
  /** The driver waits for something to see. Default 15 s, since a busy machine is slow and not wrong. */
  driverMs: number;
  /** A socket is pinged. Default 10 s. */
  pingMs: number;
  /**
   * How long after each other an event that was not acknowledged is sent again. Default: nearly at once, after one
   * minute, after five. @see https://docs.slack.dev/apis/events-api
   */
  eventRetriesMs: readonly number[];
};

/** Slack's own times, and ours for the driver. */
export const TIME_LIMITS: TimeLimits = {
  triggerMs: 3_000,
  ackMs: 3_000,
  responseUrlMs: 30 * 60_000,
  driverMs: 15_000,
  pingMs: 10_000,
  eventRetriesMs: [50, 60_000, 300_000],
};
