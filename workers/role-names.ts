/** What a process of the product can do. */
export const ROLES = ['api', 'worker', 'projector', 'relay', 'intake', 'watch', 'ledger'] as const;
export type RoleName = (typeof ROLES)[number];

export function isRole(name: string): name is RoleName {
  return (ROLES as readonly string[]).includes(name);
}
