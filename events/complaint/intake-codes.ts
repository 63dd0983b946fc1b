/** Why another case belongs to one, where it is more than a link: the same again, once more, or one of many. */
export const LINK_KINDS = ['duplicate', 'repeat', 'mass'] as const;
