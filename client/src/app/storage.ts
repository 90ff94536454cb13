import { installForgivingStorage } from './forgivingStorage.ts';

// A module of its own, since it must run before every module that reads the storage as it is loaded.
installForgivingStorage(window);
