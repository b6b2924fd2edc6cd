import { createRemoteElement, RemoteEvent } from '@remote-dom/core/elements';
import type { ElementDefinition, PropertyKind } from '../elements/element-definition.ts';
import { modernElements } from '../elements/modern-elements.ts';

const KINDS = { string: String, boolean: Boolean, number: Number, object: Object } satisfies Record<
  PropertyKind,
  unknown
>;

/** Members that the page's event brings along and that the element must hold before listeners read `event.currentTarget`. */
const CARRIED = ['value', 'checked', 'values', 'open', 'hidden'] as const;

/** Defines every checkout element of API 2026-07 in the worker. */
export function defineElements(): void {
  for (const [tag, definition] of Object.entries(modernElements)) {
    customElements.define(tag, createElementClass(definition));
  }
}

/** Makes creating any other element throw, as a strict component list does on the older stack. */
export function allowOnly(tags: readonly string[]): void {
  const allowed = new Set(tags);
  const check = (tag: string) => {
    if (!allowed.has(tag))
      throw new Error(`<${tag}> is not an element of checkout extensions (API 2026-07).`);
  };
  const createElement = document.createElement.bind(document);
  const createElementNS = document.createElementNS.bind(document);
  Object.assign(document, {
    createElement(tag: string) {
      check(tag);
      return createElement(tag);
    },
    createElementNS(namespace: string, tag: string) {
      check(tag);
      return createElementNS(namespace, tag);
    },
  });
}

function createElementClass(definition: ElementDefinition): CustomElementConstructor {
  const properties = Object.fromEntries(
    Object.entries(definition.properties).map(([name, kind]) => [name, { type: KINDS[kind] }]),
  );
  const events = Object.fromEntries(
    definition.events.map((name) => [name, { dispatchEvent: dispatcher(name) }]),
  );
  const ElementClass = createRemoteElement({ properties, events });
  // Preact takes `onDismiss` for the event "dismiss" only where the element has `ondismiss`.
  for (const name of definition.events) {
    Object.defineProperty(ElementClass.prototype, `on${name}`, {
      value: null,
      writable: true,
      configurable: true,
    });
  }
  return ElementClass;
}

/** The page sends `{value}` or the like; the element takes it over first, then the extension's listener runs. */
function dispatcher(name: string) {
  return function dispatch(this: Element, detail: unknown): Event {
    if (detail !== null && typeof detail === 'object') {
      for (const member of CARRIED) {
        if (member in detail) Reflect.set(this, member, Reflect.get(detail, member));
      }
    }
    return new RemoteEvent(name, { detail });
  };
}
