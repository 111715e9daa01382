/**
 * A part of the library makes an element as it is loaded, which a worker cannot; it is for entities in markup, which
 * nothing here asks for. To be imported before it.
 */
const place = globalThis as { document?: unknown };
place.document ??= { createElement: () => ({}) };
