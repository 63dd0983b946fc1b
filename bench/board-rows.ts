/**
 * The statements that write a board of so many cases: three years of a house, three of a hundred cases still open,
 * spread over all of its time; of a few per cent something is noted.
 */
export function boardRows(cases: number): string {
  return `
    create temporary table made as
    select n,
      'complaint-bench.' || lpad(n::text, 12, '0') as stream,
      lpad(n::text, 12, '0') as number,
      hashint4(n) & 1023 as dice,
      timestamptz '2023-06-01T00:00:00Z' + n * interval '3 years' / ${cases} as opened_at
    from generate_series(1, ${cases}) as n;

    insert into read.cases (
      stream, institution, number, revision, status, closed, source, regime, product, channel, unit, handler,
      outcome, timely, opened_at, received_at, received_on, due_at, closed_at,
      awaiting_sign_off, imported, taken_over, clocks, kept_out, held, noted
    )
    select stream, 'bench', number, 12,
      case when dice < 31 then 'open' when dice < 60 then 'withdrawn' else 'closed' end,
      dice >= 31, 'hotline', 'cn-nfra-2020', 'product-' || n % 20, 'phone', 'unit-' || n % 30,
      case when dice >= 2 then 'handler-' || n % 40 end,
      case when dice >= 60 then 'upheld' end, case when dice >= 31 then dice % 50 > 0 end,
      opened_at, opened_at, opened_at::date,
      case when dice < 31 then timestamptz '2026-06-01T00:00:00Z' + (dice - 10) * interval '1 day' end,
      case when dice >= 31 then opened_at + interval '20 days' end,
      dice in (3, 4), n % 3 = 0, n % 300 = 0, '{}', '{}', '{}',
      array_remove(array[
        case when dice >= 6 and dice < 16 then 'breached' end,
        case when dice >= 8 and dice < 12 then 'extension-requested' end,
        case when dice >= 10 and dice < 20 then 'escalated' end,
        case when dice >= 12 and dice < 18 then 'non-routine' end,
        case when dice >= 28 and dice < 34 then 'remedy-owed' end,
        case when dice >= 14 and dice < 18 then 'asked-by-regulator' end,
        case when dice >= 16 and dice < 22 then 'repeated' end
      ], null)
    from made`;
}
