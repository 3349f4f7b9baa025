/**
 * <jixiao-form> in JSX, for React 18 and 19. Types only:
 *
 *   import type {} from "jixiao/react";
 *
 * React 19 sets objects as properties and listens to events by `onreport`. React 18 knows attributes alone: there, take a
 * `ref`, set its `filing` and call its `addEventListener`.
 */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { JixiaoForm, JixiaoFormEventMap } from "./jixiao-form.js";

export interface JixiaoFormProps extends DetailedHTMLProps<HTMLAttributes<JixiaoForm>, JixiaoForm> {
  filing?: JixiaoForm["filing"] | string;
  profile?: JixiaoForm["profile"];
  locale?: JixiaoForm["locale"];
  readonly?: boolean;
  fresh?: boolean;
  active?: number;
  autosave?: string;
  onchange?: (event: JixiaoFormEventMap["change"]) => void;
  onreport?: (event: JixiaoFormEventMap["report"]) => void;
  onfailure?: (event: JixiaoFormEventMap["failure"]) => void;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements { "jixiao-form": JixiaoFormProps }
  }
}
