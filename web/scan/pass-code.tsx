/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';

/** The pass as a QR code for the officer's scanner; the encoder (6 KB) is fetched only when a pass is shown. */
export function PassCode({ pass, label }: { pass: string; label: string }) {
  const [path, setPath] = useState<{ data: string; size: number }>();
  useEffect(() => {
    let shown = true;
    import('./qr-path.ts').then(({ qrPath }) => shown && setPath(qrPath(pass)));
    return () => {
      shown = false;
    };
  }, [pass]);
  if (!path) return <p aria-busy="true">…</p>;
  return (
    <svg
      viewBox={`0 0 ${path.size} ${path.size}`}
      role="img"
      aria-label={label}
      data-pass={pass}
      shape-rendering="crispEdges"
    >
      <path d={path.data} fill="#000" />
    </svg>
  );
}
