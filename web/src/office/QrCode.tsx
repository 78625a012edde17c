// A text as a picture for the camera of a telephone.
import qrcode from "qrcode-generator";
import { useMemo } from "react";

/** Points of white around it, as readers want it (ISO/IEC 18004). */
const quiet = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const made = qrcode(0, "M");
    made.addData(text);
    made.make();
    const size = made.getModuleCount();
    let path = "";
    for (let row = 0; row < size; ++row)
      for (let column = 0; column < size; ++column)
        if (made.isDark(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    return { size: size + 2 * quiet, path };
  }, [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
