/**
 * <jixiao-form> in the templates of Vue 3, as Volar and vue-tsc read them. Types only:
 *
 *   import type {} from "jixiao/vue";
 */
import type { HTMLAttributes } from "vue";
import type { JixiaoForm, JixiaoFormEventMap } from "./jixiao-form.js";

export interface JixiaoFormProps extends /* @vue-ignore */ Omit<HTMLAttributes, "onChange"> {
  filing?: JixiaoForm["filing"] | string;
  profile?: JixiaoForm["profile"];
  locale?: JixiaoForm["locale"];
  readonly?: boolean;
  fresh?: boolean;
  active?: number;
  autosave?: string;
  onChange?: (event: JixiaoFormEventMap["change"]) => void;
  onReport?: (event: JixiaoFormEventMap["report"]) => void;
  onFailure?: (event: JixiaoFormEventMap["failure"]) => void;
}

declare module "vue" {
  interface GlobalComponents {
    "jixiao-form": new () => JixiaoForm & { $props: JixiaoFormProps };
  }
}
