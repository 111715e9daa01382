import { useMedia } from './useMedia';

/** Whether the window is as narrow as a phone: what has another shape there asks for it. */
export const usePhone = (): boolean => useMedia('(max-width: 639.98px)');

/** Whether a bar has no room for filters beside its title: they lie below it. */
export const useNarrow = (): boolean => useMedia('(max-width: 1099.98px)');
