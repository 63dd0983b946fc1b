/** The log's limits: the same for every implementation, so that a log can move from one to another. */
export const EVENTS_PER_APPEND = 1_000;
export const BYTES_PER_APPEND = 1_048_576;
export const EVENTS_PER_PAGE = 1_000;
/** A stream name is `<category>-<institution>.<case>`; KurrentDB takes the text before the first hyphen as category. */
export const STREAM_NAME = /^[a-z][a-z0-9]{1,31}-[a-z0-9]{2,16}\.[0-9A-HJKMNP-TV-Z]{12}$/;
