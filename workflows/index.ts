// One exported name per process, so that Temporal's pages show which is which. The bundle's entry: no rule and
// no schema may be reached from here, because only the shell is ever replayed.
export { attend as complaint } from './attend.ts';
