/** What is on screen, in one vocabulary for both stacks. */
export interface ScreenNode {
  /** The text itself, for text nodes and for titles that are attributes. */
  readonly text?: string;
  readonly button?: ScreenButton;
  readonly picture?: { readonly source: string | undefined; readonly label: string };
  readonly isSkeleton?: boolean;
  readonly children: readonly ScreenNode[];
}

export interface ScreenButton {
  readonly label: string;
  readonly href: string | undefined;
  readonly isLoading: boolean;
  press(): void;
}

export function textsOf(nodes: readonly ScreenNode[]): string[] {
  return nodes.flatMap((node) => [...(node.text ? [node.text] : []), ...textsOf(node.children)]);
}

export function buttonsOf(nodes: readonly ScreenNode[]): (ScreenButton & { text: string })[] {
  return nodes.flatMap((node) => [
    ...(node.button ? [{ ...node.button, text: textsOf(node.children).join('') }] : []),
    ...buttonsOf(node.children),
  ]);
}

export function picturesOf(nodes: readonly ScreenNode[]): NonNullable<ScreenNode['picture']>[] {
  return nodes.flatMap((node) => [...(node.picture ? [node.picture] : []), ...picturesOf(node.children)]);
}

export function hasSkeleton(nodes: readonly ScreenNode[]): boolean {
  return nodes.some((node) => node.isSkeleton || hasSkeleton(node.children));
}
