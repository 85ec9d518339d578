import { noChange } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/**
 * Sets CSS custom properties through the CSSOM, never through a `style` attribute, which our
 * Content-Security-Policy forbids: `<div ${customProperties({ '--fill': '40%' })}>`.
 */
class CustomProperties extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('customProperties belongs on an element');
  }

  render(_properties: Record<string, string>): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [properties]: [Record<string, string>]): unknown {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    return noChange;
  }
}

export const customProperties = directive(CustomProperties);
