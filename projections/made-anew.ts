/**
 * The statement of a migration that asks for a read model to be made anew where there is one: until a projector has
 * done so, readers see the old rows as the migration left them.
 */
export function madeAnew(model: 'cases' | 'deadlines'): string {
  return `insert into read.rebuilds (model, requested_by)
    select model, 'redress' from read.checkpoints where model = '${model}'
    on conflict (model) do update set
      requested_by = 'redress', requested_at = clock_timestamp(), started_at = null, alive_at = null,
      finished_at = null, failure = null;`;
}
