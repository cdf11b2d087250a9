//===- Buffers.h - growing arrays in memory of the collector ---------------===//
//
// They have no destructors, so that errors may leave the functions which use them, and the collector
// sees the values in them.
//
//===----------------------------------------------------------------------===//

#ifndef ESHKOL_RUNTIME_HOST_IO_BUFFERS_H
#define ESHKOL_RUNTIME_HOST_IO_BUFFERS_H

#include "runtime/host/Memory.h"
#include "runtime/host/io/Utf8.h"

#include <string_view>

namespace eshkol {

/// Bytes, most often text in UTF-8.
class ByteBuffer {
public:
  void append(std::string_view bytes) {
    if (bytes.empty())
      return;
    reserve(bytes.size());
    std::memcpy(data_ + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
  }
  void append(char byte) { append(std::string_view(&byte, 1)); }
  void appendCharacter(uint32_t scalar) {
    reserve(4);
    size_ += encodeUtf8(scalar, data_ + size_);
  }
  void appendNumber(int64_t number);
  void clear() { size_ = 0; }

  size_t size() const { return size_; }
  const uint8_t *data() const { return data_; }
  std::string_view view() const { return {reinterpret_cast<const char *>(data_), size_}; }

private:
  void reserve(size_t more) {
    if (size_ + more > capacity_ || !data_)
      grow(more);
  }
  void grow(size_t more);

  uint8_t *data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

/// What would otherwise be the stack of a recursion: data may be nested deeper than the C stack allows.
template <typename T> class Stack {
public:
  bool empty() const { return size_ == 0; }
  T &top() { return items_[size_ - 1]; }
  T pop() { return items_[--size_]; }
  void push(T item) {
    if (size_ == capacity_)
      grow();
    items_[size_++] = item;
  }

private:
  void grow() {
    size_t capacity = capacity_ ? 2 * capacity_ : 16;
    T *items = static_cast<T *>(allocate(capacity * sizeof(T)));
    for (size_t i = 0; i < size_; ++i)
      items[i] = items_[i];
    items_ = items;
    capacity_ = capacity;
  }

  T *items_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

/// A map from words to words, by identity.  No key is `EmptyKey`.
class WordTable {
public:
  static constexpr Word EmptyKey = Undefined;

  /// The value of a key, or null.  Valid until the next `set`.
  Word *find(Word key);
  void set(Word key, Word value);
  /// Gives a key this value if it has none, and says whether it had none.
  bool add(Word key, Word value);
  size_t size() const { return size_; }

private:
  struct Entry {
    Word key, value;
  };
  Entry *locate(Word key);
  void grow();

  Entry *entries_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};

} // namespace eshkol

#endif // ESHKOL_RUNTIME_HOST_IO_BUFFERS_H
