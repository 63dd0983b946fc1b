/**
 * The statements that write a board of so many cases, and what its registers hold of them: three years of a house,
 * three of a hundred cases still open, spread over all of its time; a few per cent have something in a register.
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
      awaiting_sign_off, imported, taken_over, clocks
    )
    select stream, 'bench', number, 12,
      case when dice < 31 then 'open' when dice < 60 then 'withdrawn' else 'closed' end,
      dice >= 31, 'hotline', 'cn-nfra-2020', 'product-' || n % 20, 'phone', 'unit-' || n % 30,
      case when dice >= 2 then 'handler-' || n % 40 end,
      case when dice >= 60 then 'upheld' end, case when dice >= 31 then dice % 50 > 0 end,
      opened_at, opened_at, opened_at::date,
      case when dice < 31 then timestamptz '2026-06-01T00:00:00Z' + (dice - 10) * interval '1 day' end,
      case when dice >= 31 then opened_at + interval '20 days' end,
      dice in (3, 4), n % 3 = 0, n % 300 = 0, '{}'
    from made;

    insert into read.register_entries (
      stream, institution, number, register, revision, place, occurred_at, state, details
    )
    select stream, 'bench', number, register, 5, 0, opened_at + interval '16 days', state, '{}'
    from made
    join (values
      ('breaches', 'breached', 6, 16), ('breaches', 'met-late', 40, 60),
      ('extensions', 'requested', 8, 12), ('extensions', 'granted', 50, 90),
      ('escalations', 'raised', 10, 20), ('non-routine', 'marked', 12, 18), ('non-routine', 'lifted', 100, 110),
      ('remedies', 'promised', 28, 34), ('remedies', 'checked', 100, 200),
      ('regulator-requests', 'open', 14, 18), ('regulator-requests', 'answered', 60, 80),
      ('links', 'confirmed', 16, 22), ('links', 'dismissed', 200, 220)
    ) as held (register, state, lowest, beyond) on dice >= lowest and dice < beyond`;
}
