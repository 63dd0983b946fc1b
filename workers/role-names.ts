/** What a process of the product can do. */
export const ROLES = ['api', 'worker', 'projector', 'relay', 'intake', 'watch', 'ledger'] as const;
export type RoleName = (typeof ROLES)[number];

/** They neither ask Temporal nor are asked by it, so they need not be told where it is. */
const WITHOUT_TEMPORAL: ReadonlySet<RoleName> = new Set(['projector', 'relay', 'ledger']);

export function needsTemporal(role: RoleName): boolean {
  return !WITHOUT_TEMPORAL.has(role);
}

export function isRole(name: string): name is RoleName {
  return (ROLES as readonly string[]).includes(name);
}
