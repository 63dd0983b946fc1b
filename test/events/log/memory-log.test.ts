import { memoryLog } from '../../../events/log/memory-log.ts';
import { conformance } from './conformance.ts';

const log = memoryLog();
conformance('memory', () => log);
