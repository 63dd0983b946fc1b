// The bundle's entry in tests of the shell: the same workflow, under the name of the test process.
export { attend as complaint, attend as parcel } from '../../workflows/attend.ts';
