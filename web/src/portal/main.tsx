import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { startTransition, StrictMode, useLayoutEffect, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { Refused } from "../shared/api";
import "../shared/fonts.css";
import "../shared/theme.css";
import { speak } from "../shared/language";
import { App } from "./App";
import "./portal.css";
import { words } from "./words";

// The language stands in the address: /en/… is English, all else Vietnamese.
const english = /^\/en(\/|$)/.test(location.pathname);

const client = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => !(error instanceof Refused) && count < 2, refetchOnWindowFocus: false },
  },
});

// Who has stepped on a link of the page as it came stands on it still once the page is taken over.
let stoodOn: string | null = null;
const step = () => {
  stoodOn = document.activeElement instanceof HTMLAnchorElement ? document.activeElement.getAttribute("href") : null;
};
step();
document.addEventListener("focusin", step);

function Begun({ children }: { children: ReactNode }) {
  useLayoutEffect(() => {
    document.removeEventListener("focusin", step);
    if (stoodOn) document.querySelector<HTMLElement>(`#page a[href="${CSS.escape(stoodOn)}"]`)?.focus();
  }, []);
  return children;
}

const place = document.getElementById("page");
if (place) {
  void speak(words, english ? "en" : "vi").then(() => {
    // In steps, between which the page answers: what came from the server can be read and scrolled meanwhile.
    startTransition(() =>
      createRoot(place).render(
        <StrictMode>
          <QueryClientProvider client={client}>
            <Router base={english ? "/en" : ""}>
              <Begun>
                <App />
              </Begun>
            </Router>
          </QueryClientProvider>
        </StrictMode>,
      ),
    );
  });
}
