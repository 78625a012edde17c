import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
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

const place = document.getElementById("page");
if (place) {
  void speak(words, english ? "en" : "vi").then(() => {
    createRoot(place).render(
      <StrictMode>
        <QueryClientProvider client={client}>
          <Router base={english ? "/en" : ""}>
            <App />
          </Router>
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
