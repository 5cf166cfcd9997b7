/** @jsxImportSource preact */

import { useEffect, useRef } from 'preact/hooks';
import { frameLoop, QRCanvas, rearCamera } from 'qr/dom.js';

/** Reads a QR code from the device's rear camera; loaded only when an officer opens it. */
export default function PassCamera({
  onText,
  onFailure,
}: {
  onText: (text: string) => void;
  onFailure: () => void;
}) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const player = video.current;
    if (!player) return;
    let stopped = false;
    let stop = () => {
      stopped = true;
    };
    rearCamera(player).then((camera) => {
      if (stopped) return camera.stop();
      const canvas = new QRCanvas();
      const cancel = frameLoop(() => {
        const text = camera.readFrame(canvas);
        if (typeof text === 'string') onText(text);
      });
      stop = () => {
        cancel();
        camera.stop();
      };
    }, onFailure);
    return () => stop();
  }, [onText, onFailure]);
  return <video ref={video} playsInline muted />;
}
