// Bytes of a connection → one request after the other.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "server/http.hpp"

namespace xanh {

class RequestReader {
 public:
  enum class State {
    head,     ///< waits for more of the head
    body,     ///< the head is whole and allowed, waits for more of the body
    done,     ///< the request is whole
    refused,  ///< answer with `refusal` and close: what follows cannot be told apart any more
  };

  RequestReader(size_t head_limit, size_t body_limit);
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;
  ~RequestReader();

  /// Begins a request; fills method, path, query, headers and body of this one, which must live until the
  /// next.
  void start(HttpRequest& request);
  /// Takes bytes in the order in which they came, at most up to the end of the head or of the request, and
  /// says how many; the others are to be given again, with more behind them if the state is still the same.
  size_t take(std::string_view bytes);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] int refusal() const { return refusal_; }  ///< HTTP status
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool is_http10() const;
  [[nodiscard]] bool waits_for_continue() const;  ///< Expect: 100-continue

 private:
  class Parser;
  void refuse(int status);
  [[nodiscard]] int wrong_with_head() const;

  size_t head_limit_;
  size_t body_limit_;
  size_t head_taken_ = 0;
  State state_ = State::head;
  int refusal_ = 0;
  bool body_waits_ = false;  ///< for more of a chunk's head than came
  HttpRequest* request_ = nullptr;
  std::unique_ptr<Parser> parser_;
};

}  // namespace xanh
