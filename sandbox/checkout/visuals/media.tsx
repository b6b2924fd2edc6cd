import type { CSSProperties } from 'react';

export interface ImageOptions {
  readonly src?: string;
  readonly alt: string;
  readonly aspectRatio?: string;
  readonly fit?: string;
  readonly style: CSSProperties;
}

export function Image({ src, alt, aspectRatio, fit, style }: ImageOptions) {
  const objectFit = fit === 'cover' || fit === 'contain' ? fit : undefined;
  return <img className="x-image" src={src} alt={alt} style={{ ...style, aspectRatio, objectFit }} />;
}

export function Thumbnail({
  src,
  alt,
  isSmall,
  badge,
}: {
  src?: string;
  alt: string;
  isSmall: boolean;
  badge?: number;
}) {
  return (
    <span className={isSmall ? 'x-thumbnail x-thumbnail-small' : 'x-thumbnail'}>
      {src === undefined ? (
        <span className="x-thumbnail-empty" aria-hidden="true" />
      ) : (
        <img src={src} alt={alt} />
      )}
      {badge !== undefined && <span className="x-thumbnail-badge">{badge}</span>}
    </span>
  );
}

export interface SkeletonOptions {
  readonly size?: string;
  readonly width?: string;
  /** Text whose width and lines the bar takes. */
  readonly sample?: string;
  readonly isParagraph?: boolean;
}

/** A grey bar as high as the text it stands for. */
export function SkeletonText({ size, width, sample, isParagraph }: SkeletonOptions) {
  const className = size === undefined ? 'x-skeleton' : `x-skeleton x-size-${size}`;
  const style = sample === undefined ? { inlineSize: width ?? '60%' } : undefined;
  const bar = (
    <span className={className} style={style} aria-hidden="true" aria-busy="true" data-sample={sample} />
  );
  return isParagraph === true ? <p className="x-text">{bar}</p> : bar;
}

export function SkeletonBlock({ style }: { style: CSSProperties }) {
  return <span className="x-skeleton-block" style={style} aria-hidden="true" aria-busy="true" />;
}

export function Spinner({ size, label }: { size?: string; label?: string }) {
  const small = size !== undefined && /small/i.test(size);
  return (
    <span
      className={small ? 'x-spinner x-spinner-small' : 'x-spinner'}
      role="status"
      aria-label={label ?? 'Loading'}
    />
  );
}

/** Strokes of the icons drawn here, on a 24 x 24 field. The names of both vocabularies, lower case without dashes. */
const ICONS: Record<string, string> = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checkmark: 'M5 12.5l4.5 4.5L19 7.5',
  checkcircle: 'M12 3a9 9 0 100 18 9 9 0 000-18zM8 12.3l2.8 2.8L16 9.5',
  checkcirclefilled: 'M12 3a9 9 0 100 18 9 9 0 000-18zM8 12.3l2.8 2.8L16 9.5',
  success: 'M12 3a9 9 0 100 18 9 9 0 000-18zM8 12.3l2.8 2.8L16 9.5',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.5v.1',
  infofilled: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.5v.1',
  infofill: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.5v.1',
  alerttriangle: 'M12 4L2.8 20h18.4zM12 10v5M12 17.6v.1',
  warning: 'M12 4L2.8 20h18.4zM12 10v5M12 17.6v.1',
  alertcircle: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5V13M12 16.4v.1',
  critical: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5V13M12 16.4v.1',
  x: 'M6 6l12 12M18 6L6 18',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  chevrondown: 'M6 9l6 6 6-6',
  chevronup: 'M6 15l6-6 6 6',
  chevronright: 'M9 6l6 6-6 6',
  chevronleft: 'M15 6l-6 6 6 6',
  arrowright: 'M5 12h14M13 6l6 6-6 6',
  arrowleft: 'M19 12H5M11 6l-6 6 6 6',
  cart: 'M4 5h2l2 11h9l2-8H7M9.5 19.5h.1M16.5 19.5h.1',
  bag: 'M6 8h12l1 12H5zM9 8a3 3 0 016 0',
  creditcard: 'M3 6h18v12H3zM3 10h18',
  location: 'M12 21s7-6.5 7-11.5a7 7 0 10-14 0C5 14.5 12 21 12 21zM12 12a2.5 2.5 0 100-5 2.5 2.5 0 000 5z',
  marker: 'M12 21s7-6.5 7-11.5a7 7 0 10-14 0C5 14.5 12 21 12 21zM12 12a2.5 2.5 0 100-5 2.5 2.5 0 000 5z',
  truck:
    'M3 6h11v10H3zM14 10h4l3 3v3h-7M7 18.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3zM17 18.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3z',
  delivery:
    'M3 6h11v10H3zM14 10h4l3 3v3h-7M7 18.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3zM17 18.5a1.5 1.5 0 100-3 1.5 1.5 0 000 3z',
  giftcard: 'M4 9h16v11H4zM3 6h18v3H3zM12 6v14M12 6c-2-4-6-2-4 0M12 6c2-4 6-2 4 0',
  gift: 'M4 9h16v11H4zM3 6h18v3H3zM12 6v14M12 6c-2-4-6-2-4 0M12 6c2-4 6-2 4 0',
  star: 'M12 4l2.5 5.2 5.7.7-4.2 3.9 1.1 5.7L12 16.7 6.9 19.5 8 13.8 3.8 9.9l5.7-.7z',
  clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  discount: 'M4 12l8-8h8v8l-8 8zM15.5 8.5h.1',
  profile: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5',
  reset: 'M5 12a7 7 0 107-7H8M8 5l3-3M8 5l3 3',
  return: 'M9 6L4 11l5 5M4 11h11a5 5 0 010 10h-3',
  edit: 'M4 20l1-4L16 5l3 3L8 19z',
  pen: 'M4 20l1-4L16 5l3 3L8 19z',
};

/** A name without a drawing shows a dot. */
export function Icon({
  name,
  tone,
  size,
  label,
}: {
  name: string;
  tone?: string;
  size?: string;
  label?: string;
}) {
  const path = ICONS[name.toLowerCase().replaceAll('-', '')] ?? 'M12 11.9v.2';
  const scale =
    size !== undefined && /small/i.test(size) ? 14 : size !== undefined && /large/i.test(size) ? 22 : 18;
  return (
    <svg
      className={tone === undefined || tone === 'auto' ? 'x-icon' : `x-icon x-tone-${tone}`}
      width={scale}
      height={scale}
      viewBox="0 0 24 24"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <path d={path} />
    </svg>
  );
}
