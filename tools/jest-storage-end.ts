import { endStorage } from './jest-storage-handle.ts';

export default endStorage;
